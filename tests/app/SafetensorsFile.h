// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstring>
#include <vector>

/// A safetensors file read by the letter of the format, independent of the program's own reader and writer.
class SafetensorsFile {
public:
    explicit SafetensorsFile(const QString& path)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) return;
        const QByteArray bytes = file.readAll();
        if (bytes.size() < 8) return;
        std::uint64_t length = 0;
        std::memcpy(&length, bytes.constData(), 8);
        m_header = QJsonDocument::fromJson(bytes.mid(8, static_cast<qsizetype>(length))).object();
        m_data = bytes.mid(8 + static_cast<qsizetype>(length));
    }

    QStringList names() const { return m_header.keys(); }
    std::vector<int> shape(const QString& name) const
    {
        std::vector<int> shape;
        for (const QJsonValue dimension : entry(name)["shape"].toArray())
            shape.push_back(dimension.toInt());
        return shape;
    }
    std::vector<float> floats(const QString& name) const { return values<float>(name, "F32"); }
    std::vector<qint64> integers(const QString& name) const { return values<qint64>(name, "I64"); }

private:
    QJsonObject entry(const QString& name) const { return m_header[name].toObject(); }

    template <class Value>
    std::vector<Value> values(const QString& name, const char* dtype) const
    {
        if (entry(name)["dtype"].toString() != dtype) return {};
        const QJsonArray offsets = entry(name)["data_offsets"].toArray();
        const qsizetype begin = offsets[0].toInteger(), end = offsets[1].toInteger();
        if (begin < 0 || end > m_data.size()) return {};
        std::vector<Value> values(static_cast<std::size_t>(end - begin) / sizeof(Value));
        std::memcpy(values.data(), m_data.constData() + begin, values.size() * sizeof(Value));
        return values;
    }

    QJsonObject m_header;
    QByteArray m_data;
};
