// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/session/Pins.h"

#include "core/base/Error.h"
#include "widgets/session/ProjectSession.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QSettings>
#include <algorithm>

namespace sparsight {

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
        try {
            m_neurons.push_back(NeuronName::parse(name.toStdString()));
        } catch (const Error&) { // written by another version
        }
    }
    m_sentences = settings.value(key("sentences")).toStringList();
    Q_EMIT changed();
}

void Pins::write()
{
    QStringList names;
    for (const NeuronName& neuron : m_neurons)
        names << QString::fromStdString(neuron.toString());
    QSettings settings;
    settings.setValue(key("neurons"), names);
    settings.setValue(key("sentences"), m_sentences);
    Q_EMIT changed();
}

bool Pins::contains(const NeuronName& neuron) const
{
    return std::find(m_neurons.begin(), m_neurons.end(), neuron) != m_neurons.end();
}

void Pins::toggle(const NeuronName& neuron)
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
