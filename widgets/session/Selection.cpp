// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/session/Selection.h"

namespace sparsight {

namespace {

bool isStep(const Focus& from, const Focus& to)
{
    return from.neuron != to.neuron || from.layer != to.layer || from.run != to.run ||
           (from.page != to.page && !from.page.isEmpty());
}

constexpr std::size_t historyLimit = 200;

} // namespace

Selection::Selection(QObject* parent)
    : QObject(parent)
{
}

void Selection::setFocus(const Focus& focus)
{
    if (focus == m_focus) return;
    const Focus before = m_focus;
    m_focus = focus;
    if (isStep(before, focus)) {
        m_history.resize(m_position + 1); // what lay ahead is another branch now
        m_history.push_back(focus);
        if (m_history.size() > historyLimit) m_history.erase(m_history.begin());
        m_position = m_history.size() - 1;
    } else {
        m_history[m_position] = focus;
    }
    Q_EMIT changed(m_focus, before);
}

void Selection::setRun(std::optional<RunId> run)
{
    Focus focus = m_focus;
    if (focus.run != run) focus.sentence.reset(); // a sentence of another data set, perhaps
    focus.run = run;
    setFocus(focus);
}

void Selection::setLayer(LayerId layer)
{
    if (layer == m_focus.layer) return;
    Focus focus = m_focus;
    focus.layer = layer;
    focus.neuron.reset();
    setFocus(focus);
}

void Selection::reset(const Focus& focus)
{
    const Focus before = m_focus;
    m_focus = focus;
    m_focus.page = before.page;
    m_history = {m_focus};
    m_position = 0;
    m_hovered.reset();
    Q_EMIT changed(m_focus, before);
    Q_EMIT hoverChanged();
}

void Selection::selectNeuron(LayerId layer, NeuronId neuron)
{
    Focus focus = m_focus;
    focus.layer = layer;
    focus.neuron = neuron;
    setFocus(focus);
}

void Selection::openNeuron(LayerId layer, NeuronId neuron)
{
    selectNeuron(layer, neuron);
    m_open = true;
    Q_EMIT neuronOpened();
}

void Selection::setShownInFull(bool shown)
{
    if (shown == m_shownInFull) return;
    m_shownInFull = shown;
    Q_EMIT shownInFullChanged();
}

void Selection::clearNeuron()
{
    Focus focus = m_focus;
    focus.neuron.reset();
    setFocus(focus);
}

void Selection::setTopic(const QString& topic)
{
    Focus focus = m_focus;
    focus.topic = topic;
    setFocus(focus);
}

void Selection::setSentence(std::optional<SentenceId> sentence)
{
    Focus focus = m_focus;
    focus.sentence = sentence;
    setFocus(focus);
}

void Selection::setToken(std::optional<int> token)
{
    Focus focus = m_focus;
    focus.token = token;
    setFocus(focus);
}

void Selection::setPage(const QString& id)
{
    Focus focus = m_focus;
    focus.page = id;
    setFocus(focus);
}

void Selection::setText(const QString& text)
{
    if (text == m_text) return;
    m_text = text;
    Q_EMIT textChanged();
}

void Selection::setDecoderText(const std::optional<QString>& text)
{
    if (text == m_decoderText) return;
    m_decoderText = text;
    Q_EMIT textChanged();
}

void Selection::wantIntervention(const std::vector<NeuronName>& neurons)
{
    m_intervention = neurons;
    Q_EMIT interventionWanted();
}

void Selection::hoverNeuron(std::optional<NeuronId> neuron)
{
    if (neuron == m_hovered) return;
    m_hovered = neuron;
    Q_EMIT hoverChanged();
}

void Selection::back()
{
    if (canGoBack()) moveTo(m_position - 1);
}

void Selection::forward()
{
    if (canGoForward()) moveTo(m_position + 1);
}

void Selection::moveTo(std::size_t position)
{
    const Focus before = m_focus;
    m_position = position;
    m_focus = m_history[m_position];
    Q_EMIT changed(m_focus, before);
}

} // namespace sparsight
