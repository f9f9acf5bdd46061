// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/NeuronSentences.h"

#include "core/probe/CheckpointShader.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/ViewOptions.h"

#include <QRegularExpression>
#include <algorithm>
#include <cmath>
#include <utility>

namespace sparsight {
namespace {

constexpr std::size_t shadedAtOnce = 4; // sentences between which a live sentence may come in

bool containsAll(const QString& text, const QStringList& words)
{
    return std::all_of(words.begin(), words.end(),
                       [&text](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

/// `count` of them at even distances, the first and the last included.
std::vector<TopSentence> sample(std::vector<TopSentence> all, std::size_t count)
{
    if (all.size() <= count || count < 2) return all;
    std::vector<TopSentence> chosen;
    for (std::size_t i = 0; i < count; ++i)
        chosen.push_back(all[i * (all.size() - 1) / (count - 1)]);
    return chosen;
}

std::vector<TopSentence> strongestFirst(const std::vector<ColumnEntry>& column)
{
    std::vector<TopSentence> all;
    all.reserve(column.size());
    for (const ColumnEntry& entry : column)
        all.push_back({SentenceId(entry.row), entry.value, entry.token});
    std::sort(all.begin(), all.end(), [](const TopSentence& a, const TopSentence& b) {
        const float left = std::abs(a.value), right = std::abs(b.value);
        return left != right ? left > right : a.sentence < b.sentence;
    });
    return all;
}

std::vector<TopSentence> partOf(const std::vector<TopSentence>& all, SentencePart part, std::size_t count)
{
    if (all.empty()) return {};
    if (part == SentencePart::Lowest) return {all.rbegin(), all.rbegin() + std::ptrdiff_t(std::min(count, all.size()))};
    const float maximum = std::abs(all.front().value);
    const float high = part == SentencePart::Middle ? 0.5F : 1.0F;
    const float low = part == SentencePart::Middle ? 0.1F : part == SentencePart::Upper ? 0.5F : 0.0F;
    std::vector<TopSentence> inside;
    for (const TopSentence& each : all) {
        const float share = std::abs(each.value) / maximum;
        if (share > low && (share < high || high == 1.0F)) inside.push_back(each);
    }
    return inside;
}

std::vector<ShadedWord> shadedWords(const std::vector<Token>& tokens, const LayerActivations& activations,
                                    NeuronId neuron, int strongest, bool subwords)
{
    const std::vector<TokenWord> words = tokenWords(tokens, subwords);
    const int marked = wordOf(words, strongest);
    std::vector<ShadedWord> shaded;
    for (std::size_t i = 0; i < words.size(); ++i) {
        float largest = 0;
        for (int t = words[i].first; t <= words[i].last; ++t) {
            const float a = activations.at(std::uint32_t(t), neuron);
            if (std::abs(a) > std::abs(largest)) largest = a;
        }
        // The end mark is part of the sentence only where the neuron fires on it.
        if (words[i].special && largest == 0) continue;
        shaded.push_back({words[i].text, largest, words[i].startsWord, int(i) == marked});
    }
    return shaded;
}

} // namespace

NeuronSentences::NeuronSentences(ProjectSession& session, JobRunner& jobs, const ViewOptions& view, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_jobs(jobs)
    , m_view(view)
    , m_subwords(view.showsSubwords())
    , m_model(new SentenceListModel(this))
{
    connect(&jobs, &JobRunner::modelChanged, this, &NeuronSentences::showAgain); // perhaps it is the run's now
    connect(&view, &ViewOptions::changed, this, [this] {
        if (std::exchange(m_subwords, m_view.showsSubwords()) != m_subwords) showAgain();
    });
}

void NeuronSentences::showAgain()
{
    if (!m_query) return;
    const SentenceQuery again = *m_query;
    m_query.reset();
    show(again);
}

void NeuronSentences::clear()
{
    cancel();
    m_query.reset();
    m_loading = false;
    m_error.clear();
    m_shadeNote.clear();
    m_hits.reset();
    m_damage.clear();
    m_model->setSentences({}, 0);
    Q_EMIT changed();
}

void NeuronSentences::cancel()
{
    m_jobs.cancel(m_job);
    m_jobs.cancel(m_shadeJob);
    m_job = m_shadeJob = 0;
    m_unshaded.clear();
}

void NeuronSentences::show(const SentenceQuery& query)
{
    if (m_query == query) return;
    if (!query.facts || !query.facts->has(query.neuron) || !m_session.isOpen()) {
        clear();
        return;
    }
    cancel();
    const bool sameNeuron = m_query && m_query->neuron == query.neuron && m_query->facts == query.facts;
    m_query = query;
    m_loading = true;
    m_error.clear();
    m_shadeNote.clear();
    m_hits.reset();
    m_damage.clear();
    if (!sameNeuron) m_model->setSentences({}, 0); // sentences of another neuron must not stand under this one's name
    auto connection = std::make_shared<Project>(m_session.project().reopen());
    m_job = m_jobs.query<Loaded>(
        {}, this,
        [connection, query](const std::stop_token& stop, const ProgressCallback&) {
            return load(*connection, query, stop);
        },
        [this](Loaded loaded) { adopt(std::move(loaded)); },
        [this](const QString& error) {
            m_loading = false;
            m_error = error;
            Q_EMIT changed();
        });
    Q_EMIT changed();
}

NeuronSentences::Chosen NeuronSentences::choose(const Project& project, const RunReader& reader,
                                                const SentenceQuery& query, const std::stop_token& stop)
{
    const auto count = std::size_t(query.count);
    const QStringList words = query.search.split(QRegularExpression(QStringLiteral("\\s+")), Qt::SkipEmptyParts);
    if (words.isEmpty() && query.part == SentencePart::Top) return {reader.top(query.neuron, count), {}};
    const std::vector<TopSentence> part =
        partOf(strongestFirst(reader.column(query.neuron)), query.part, words.isEmpty() ? count : std::size_t(-1) / 2);
    if (words.isEmpty()) return {sample(part, count), {}};
    Chosen chosen{{}, Hits{0, part.size()}};
    for (const TopSentence& each : part) {
        throwIfStopped(stop);
        const Sentence sentence = project.sentence(query.facts->run.dataset, each.sentence);
        if (!containsAll(QString::fromStdString(sentence.text), words)) continue;
        if (chosen.hits->found++ < count) chosen.sentences.push_back(each);
    }
    return chosen;
}

NeuronSentences::Loaded NeuronSentences::load(const Project& project, const SentenceQuery& query,
                                              const std::stop_token& stop)
{
    Loaded loaded;
    const RunInfo& run = query.facts->run;
    const RunReader reader(project, run.id, query.facts->layer);
    const Chosen chosen = choose(project, reader, query, stop);
    loaded.hits = chosen.hits;
    for (const TopSentence& top : chosen.sentences) {
        throwIfStopped(stop);
        const Sentence sentence = project.sentence(run.dataset, top.sentence);
        const int token = run.settings.aggregate == Aggregate::Max ? int(top.token) : -1;
        loaded.sentences.push_back({top.sentence,
                                    QString::fromStdString(sentence.text),
                                    QString::fromStdString(sentence.label),
                                    top.value,
                                    token,
                                    {}});
        loaded.sources.push_back(
            {top.sentence, sentence.text, decoderTextOf(project, run, top.sentence, sentence), token});
    }
    loaded.damage = damageOf(reader);
    return loaded;
}

double NeuronSentences::maximum() const
{
    return m_query ? m_query->facts->statistics[m_query->neuron.value].maximum : 0;
}

bool NeuronSentences::hasSignedValues() const
{
    return m_query && m_query->facts->run.signedValues;
}

void NeuronSentences::adopt(Loaded loaded)
{
    m_loading = false;
    m_hits = loaded.hits;
    m_damage = std::move(loaded.damage);
    m_model->setSentences(std::move(loaded.sentences), maximum());
    m_unshaded = std::move(loaded.sources);
    const CheckpointInfo* checkpoint = m_session.checkpoint(m_query->facts->run.checkpoint);
    if (!m_jobs.model() && checkpoint)
        setNote(tr("Load the checkpoint “%1” to see its activation at every word.")
                    .arg(QString::fromStdString(checkpoint->name)));
    Q_EMIT changed();
    shadeNext();
}

void NeuronSentences::shadeNext()
{
    const CheckpointInfo* checkpoint = m_query ? m_session.checkpoint(m_query->facts->run.checkpoint) : nullptr;
    if (m_unshaded.empty() || !checkpoint || !m_jobs.model()) return;
    const auto end = m_unshaded.begin() + std::ptrdiff_t(std::min(shadedAtOnce, m_unshaded.size()));
    std::vector<Source> next(m_unshaded.begin(), end);
    m_unshaded.erase(m_unshaded.begin(), end);
    m_shadeJob = m_jobs.engineQuery<Shades>(
        this,
        [weights = checkpoint->weightsSha256, layer = m_query->facts->layer, neuron = m_query->neuron,
         next = std::move(next), subwords = m_subwords](InferenceEngine& engine, const std::stop_token& stop) {
            return shade(engine, weights, layer, neuron, next, subwords, stop);
        },
        [this](const Shades& shades) { adoptShades(shades); }, [this](const QString& error) { setNote(error); });
}

NeuronSentences::Shades NeuronSentences::shade(InferenceEngine& engine, const std::string& weights, LayerId layer,
                                               NeuronId neuron, const std::vector<Source>& sources, bool subwords,
                                               const std::stop_token& stop)
{
    Shades shades;
    if (engine.weightsSha256(stop, {}) != weights) {
        shades.sameCheckpoint = false;
        return shades;
    }
    for (const Source& source : sources) {
        throwIfStopped(stop);
        const ActivationsResult result = engine.activations(source.text, source.decoderText, {layer}, stop);
        const auto& tokens = layer.stack == Stack::Encoder ? result.tokens : result.decoderTokens;
        if (result.layers.empty()) continue;
        shades.words.emplace_back(source.id,
                                  shadedWords(tokens, result.layers.front(), neuron, source.token, subwords));
    }
    return shades;
}

void NeuronSentences::adoptShades(const Shades& shades)
{
    if (!shades.sameCheckpoint) {
        m_unshaded.clear();
        const CheckpointInfo* checkpoint = m_session.checkpoint(m_query->facts->run.checkpoint);
        if (checkpoint)
            setNote(tr("The run is of “%1”, another checkpoint than the one that is loaded: load that one to see its "
                       "activation at every word.")
                        .arg(QString::fromStdString(checkpoint->name)));
        return;
    }
    for (const auto& [id, words] : shades.words)
        m_model->setWords(id, words);
    shadeNext();
}

void NeuronSentences::setNote(const QString& note)
{
    m_shadeNote = note;
    Q_EMIT changed();
}

} // namespace sparsight
