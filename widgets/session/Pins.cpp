// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/session/Pins.h"

#include "core/base/Error.h"
#include "widgets/session/ProjectSession.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QSettings>
#include <algorithm>
#include <optional>

namespace sparsight {
namespace {

std::optional<PinnedNeuron> parse(const QString& name)
{
    const QStringList parts = name.split(QLatin1Char('/'));
    bool isNumber = false;
    const uint neuron = parts.value(1).toUInt(&isNumber);
    if (parts.size() != 2 || !isNumber) return std::nullopt;
    try {
        return PinnedNeuron{LayerId::parse(parts.front().toStdString()), NeuronId(neuron)};
    } catch (const Error&) { // written by another version
        return std::nullopt;
    }
}

} // namespace

QString PinnedNeuron::name() const
{
    return QStringLiteral("%1/%2").arg(QString::fromStdString(layer.toString())).arg(neuron.value);
}

Pins::Pins(ProjectSession& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&session, &ProjectSession::opened, this, &Pins::read);
    read();
}

QString Pins::key(const char* what) const
{
    // Paths have slashes, which would make groups.
    const QString path = m_session.isOpen() ? QFileInfo(m_session.file()).canonicalFilePath() : QString();
    const QByteArray hash = QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha1).toHex().left(16);
    return QStringLiteral("pins/%1/%2").arg(QLatin1String(hash), QLatin1String(what));
}

void Pins::read()
{
    const QSettings settings;
    m_neurons.clear();
    for (const QString& name : settings.value(key("neurons")).toStringList()) {
        if (const auto neuron = parse(name)) m_neurons.push_back(*neuron);
    }
    m_sentences = settings.value(key("sentences")).toStringList();
    Q_EMIT changed();
}

void Pins::write()
{
    QStringList names;
    for (const PinnedNeuron& neuron : m_neurons)
        names << neuron.name();
    QSettings settings;
    settings.setValue(key("neurons"), names);
    settings.setValue(key("sentences"), m_sentences);
    Q_EMIT changed();
}

bool Pins::contains(const PinnedNeuron& neuron) const
{
    return std::find(m_neurons.begin(), m_neurons.end(), neuron) != m_neurons.end();
}

void Pins::toggle(const PinnedNeuron& neuron)
{
    if (std::erase(m_neurons, neuron) == 0) m_neurons.push_back(neuron);
    write();
}

void Pins::toggle(const QString& sentence)
{
    const QString text = sentence.trimmed();
    if (text.isEmpty()) return;
    if (m_sentences.removeAll(text) == 0) m_sentences << text;
    write();
}

} // namespace sparsight
