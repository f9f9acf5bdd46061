// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/ablation/SentenceAblation.h"

#include "widgets/common/Format.h"
#include "widgets/common/TextField.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/pages/PageTable.h"
#include "widgets/pages/ablation/ChangedNeuronModel.h"
#include "widgets/pages/ablation/MarkedText.h"
#include "widgets/report/FigureExport.h"
#include "widgets/session/Selection.h"
#include "widgets/session/ViewOptions.h"
#include "widgets/theme/Theme.h"
#include "widgets/views/FilterTableView.h"
#include "widgets/views/LayerStrip.h"
#include "widgets/views/Panel.h"
#include "widgets/views/TableTools.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <limits>

namespace sparsight {

namespace {

QPlainTextEdit* textField(const QString& name, const QString& placeholder)
{
    auto* field = new TextField;
    field->setAccessibleName(name);
    field->setPlaceholderText(placeholder);
    field->setTabChangesFocus(true);
    field->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    field->setFixedHeight(2 * field->fontMetrics().lineSpacing() + 2 * field->frameWidth() + 14);
    return field;
}

/// "14 times less likely"
QString likelihoodText(double change)
{
    const double factor = std::exp(std::min(std::abs(change), 700.0));
    if (factor < 1.005) return SentenceAblation::tr("just as likely");
    const QString times = factor < 1e6 ? formatNumber(factor) : QLocale().toString(factor, 'g', 3);
    return change < 0 ? SentenceAblation::tr("%1 times less likely").arg(times)
                      : SentenceAblation::tr("%1 times more likely").arg(times);
}

} // namespace

SentenceAblation::SentenceAblation(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(buildFields());
    m_notice = plainLabel();
    m_notice->setWordWrap(true);
    layout->addWidget(m_notice);
    m_example = new QPushButton(tr("Try it with an example"));
    m_example->setObjectName(QStringLiteral("example"));
    setRole(m_example, "flat");
    connect(m_example, &QPushButton::clicked, this, &SentenceAblation::exampleWanted);
    layout->addWidget(m_example, 0, Qt::AlignLeft);
    m_results = new QWidget;
    auto* results = new QVBoxLayout(m_results);
    results->setContentsMargins(0, 0, 0, 0);
    results->setSpacing(8);
    results->addWidget(buildTexts());
    results->addWidget(buildNeurons(), 1);
    layout->addWidget(m_results, 1);
    m_rest = new QWidget; // so that the fields stay at the top while there is nothing below
    layout->addWidget(m_rest, 1);
    setFocusProxy(m_sentence);
    connect(m_sentence, &QPlainTextEdit::textChanged, this, &SentenceAblation::showButton);
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (!isComputing()) return compare();
        m_context.jobs.cancel(m_query);
        finish({});
    });
    connect(&context.jobs, &JobRunner::modelChanged, this, [this] {
        m_context.jobs.cancel(m_query);
        adopt(nullptr);
        finish({});
    });
    adopt(nullptr);
    finish({});
}

QWidget* SentenceAblation::buildFields()
{
    m_sentence = textField(tr("Sentence"), tr("Type or paste a sentence"));
    m_decoderText = textField(tr("Decoder text"), tr("Decoder text (optional)"));
    m_decoderText->setToolTip(
        plainToolTip(tr("Whose probability is compared; without it, that of the text that is written before")));
    m_button = new QPushButton;
    setRole(m_button, "primary");
    auto* fields = new QWidget;
    auto* layout = new QHBoxLayout(fields);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_sentence, 3);
    layout->addWidget(m_decoderText, 2);
    layout->addWidget(m_button, 0, Qt::AlignTop);
    return fields;
}

QWidget* SentenceAblation::buildTexts()
{
    m_before = new MarkedText(MarkedText::Mark::Gone, tr("Written before"));
    m_after = new MarkedText(MarkedText::Mark::New, tr("Written after"));
    m_probability = plainLabel();
    m_probability->setWordWrap(true);
    m_probability->setObjectName(QStringLiteral("probability"));
    auto* body = new QWidget;
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    auto* sides = new QHBoxLayout;
    sides->setSpacing(12);
    for (auto* text : {m_before, m_after}) {
        auto* side = new QVBoxLayout;
        side->setSpacing(2);
        side->addWidget(captionLabel(text == m_before ? tr("before") : tr("after")));
        side->addWidget(text);
        side->addStretch(1);
        sides->addLayout(side, 1);
    }
    layout->addLayout(sides);
    layout->addWidget(m_probability);
    m_texts = new Panel(tr("Written"));
    m_texts->setBody(body);
    m_texts->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    return m_texts;
}

QWidget* SentenceAblation::buildNeurons()
{
    m_strip = new LayerStrip;
    m_strip->setTexts(tr("Layers by how much they change"),
                      tr("%1 changes by %2 (norm of the change over norm before)\n%3"), tr("%1: not computed\n%2"));
    m_strip->setScaleVisible(true);
    m_model = new ChangedNeuronModel(this);
    m_table = new FilterTableView;
    m_table->setSource(m_model);
    m_table->setAccessibleName(tr("Neurons that change most"));
    m_table->setObjectName(QStringLiteral("ablation.neurons"));
    m_table->setFillColumns({ChangedNeuronModel::AtToken});
    auto* tools = new TableTools(*m_table);
    tools->setSource(QStringLiteral("ablation"), [this] { return provenance(); });
    auto* body = new QWidget;
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_strip);
    m_count = captionLabel();
    m_count->setObjectName(QStringLiteral("ablation.count"));
    layout->addWidget(tools->pageWith(m_count), 1);
    m_neurons = new Panel(tr("Downstream"));
    m_neurons->setReadout(tr("change of each layer: norm of (after − before) / norm of before, over all tokens"));
    QToolButton* figure = figureButton({m_strip}, m_context.jobs, [this] { return describeLayers(); });
    figure->setObjectName(QStringLiteral("ablation.figure"));
    m_neurons->addControl(figure);
    m_neurons->setBody(body);
    connect(m_strip, &LayerStrip::layerClicked, this, &SentenceAblation::chooseLayer);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &SentenceAblation::selectRow);
    connect(m_table, &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
        const NeuronName name = m_model->nameAt(m_table->proxy().mapToSource(index).row());
        m_context.selection.openNeuron(name.layer, name.neuron);
    });
    return m_neurons;
}

void SentenceAblation::setChoice(const std::optional<AblationChoice>& choice)
{
    m_choice = choice;
    showButton();
}

void SentenceAblation::showExample(const QString& sentence)
{
    if (m_sentence->toPlainText().trimmed().isEmpty()) m_sentence->setPlainText(sentence);
    compare();
}

void SentenceAblation::compare()
{
    if (!m_choice || m_sentence->toPlainText().trimmed().isEmpty() || !m_context.jobs.model()) return;
    m_context.jobs.cancel(m_query);
    AblationRequest request{
        .text = m_sentence->toPlainText().toStdString(), .decoderText = {}, .interventions = {}, .generation = {}};
    request.epsilon = m_context.view.liveEpsilon();
    request.neurons = std::numeric_limits<std::size_t>::max(); // the table filters and exports all of them
    const QString decoderText = m_decoderText->toPlainText();
    if (!decoderText.trimmed().isEmpty()) request.decoderText = decoderText.toStdString();
    const StoredNeurons stored(m_context);
    m_query = m_context.jobs.engineQuery<Ablation>(
        this,
        [request, choice = *m_choice, stored](InferenceEngine& engine, const std::stop_token& stop) {
            AblationRequest complete = request;
            if (choice.level.kind == InterventionLevel::Kind::Mean) stored.checkWeights(engine, stop);
            complete.interventions = stored.interventions(choice);
            complete.generation = engine.info().generation;
            return ablate(engine, complete, stop);
        },
        [this, choice = *m_choice, text = request.text](Ablation result) {
            m_texts->setReadout(choice.text());
            m_madeWith = tr("%1, for the sentence “%2”.").arg(choice.text(), QString::fromStdString(text));
            if (const auto& model = m_context.jobs.model()) m_source = provenanceOf(m_context.session, *model);
            m_model->setSource(m_source.value(0));
            m_set = std::ranges::min(choice.neurons, {}, &NeuronName::layer).layer;
            adopt(std::make_shared<const Ablation>(std::move(result)));
            finish({});
        },
        [this](const QString& error) { finish(error); });
    m_notice->hide();
    showButton();
}

void SentenceAblation::adopt(std::shared_ptr<const Ablation> result)
{
    m_result = std::move(result);
    m_layer.reset();
    m_table->proxy().setRowFilter({});
    m_model->setAblation(m_result);
    m_results->setVisible(m_result != nullptr);
    m_rest->setVisible(m_result == nullptr);
    if (!m_result) return;
    auto [before, after] = changedWords(QString::fromStdString(m_result->writtenBefore.text),
                                        QString::fromStdString(m_result->writtenAfter.text));
    m_before->setWords(std::move(before));
    m_after->setWords(std::move(after));
    const double change = m_result->after.sum - m_result->before.sum;
    const QString of = m_result->ofWritten ? tr("The text written before is %1").arg(likelihoodText(change))
                                           : tr("The decoder text is %1").arg(likelihoodText(change));
    m_probability->setText(tr("%1: log p %2 before, %3 after.")
                               .arg(of, columnNumber(m_result->before.sum), columnNumber(m_result->after.sum)));
    m_probability->setToolTip(plainToolTip(
        tr("Σ log p(token | sentence, tokens before it) in nats, over %L1 tokens; </s> counts where the text "
           "ends by it")
            .arg(m_result->before.tokens.size())));
    std::vector<LayerId> layers;
    std::vector<LayerDensity> changes;
    for (const ChangedLayer& each : m_result->layers) {
        layers.push_back(each.layer);
        changes.push_back({each.layer, each.change});
    }
    // The layer that is changed by hand would leave no height to those behind it.
    double full = 0;
    for (const ChangedLayer& each : m_result->layers) {
        if (each.layer != m_set) full = std::max(full, each.change);
    }
    m_strip->setLayers(layers);
    m_strip->setFull(full);
    m_strip->setDensities(changes);
    m_strip->setSelected(std::nullopt);
    m_count->setText(tr("%L1 neurons of later layers change, the largest change first; a layer above shows its own")
                         .arg(m_result->changedNeurons));
    const bool same = std::all_of(m_result->layers.begin(), m_result->layers.end(),
                                  [](const ChangedLayer& layer) { return layer.changed == 0; });
    m_table->setEmptyText(
        same ? tr("The neurons have this value at every token of the sentence already: nothing changes.")
             : tr("No neuron of a later layer changes."));
}

void SentenceAblation::finish(const QString& error)
{
    m_query = 0;
    const bool cut = m_result && m_result->truncated;
    setRole(m_notice, error.isEmpty() ? "muted" : "error");
    if (!error.isEmpty())
        m_notice->setText(error);
    else if (cut)
        m_notice->setText(tr("The text is longer than %L1 tokens and was cut.").arg(ablationTokens));
    else
        m_notice->setText(
            m_result ? QString()
                     : tr("The sentence is computed twice, as the checkpoint is and with the neurons set: what "
                          "is written, how probable it is, and which neurons of later layers change."));
    m_notice->setVisible(!m_notice->text().isEmpty());
    m_example->setVisible(!m_result && error.isEmpty());
    showButton();
}

void SentenceAblation::showButton()
{
    m_button->setText(isComputing() ? tr("Stop") : tr("Compare"));
    m_button->setEnabled(isComputing() || (m_choice && !m_sentence->toPlainText().trimmed().isEmpty()));
    m_button->setToolTip(m_button->isEnabled() ? QString()
                                               : plainToolTip(tr("Name a neuron and write a sentence first")));
}

/// Its neurons alone; once more, all again.
void SentenceAblation::chooseLayer(LayerId layer)
{
    m_layer = m_layer == layer ? std::nullopt : std::optional(layer);
    m_strip->setSelected(m_layer);
    if (!m_layer) return m_table->proxy().setRowFilter({});
    m_table->proxy().setRowFilter([this, layer](int row) { return m_model->nameAt(row).layer == layer; });
}

void SentenceAblation::selectRow()
{
    const QModelIndex current = m_table->currentIndex();
    if (!current.isValid() || !m_table->selectionModel()->isSelected(current)) return;
    const NeuronName name = m_model->nameAt(m_table->proxy().mapToSource(current).row());
    m_context.selection.selectNeuron(name.layer, name.neuron);
}

ExportSource SentenceAblation::describeLayers() const
{
    return {tr("Change of each layer: norm of (after − before) / norm of before"), QStringLiteral("ablation-layers"),
            provenance()};
}

QString SentenceAblation::probabilityText() const
{
    return m_probability->text();
}

QString SentenceAblation::noticeText() const
{
    return m_notice->isHidden() ? QString() : m_notice->text();
}

QStringList SentenceAblation::provenance() const
{
    return QStringList{m_madeWith} + m_source;
}

} // namespace sparsight
