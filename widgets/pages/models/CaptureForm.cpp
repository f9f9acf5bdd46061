// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/models/CaptureForm.h"

#include "widgets/common/ColumnsLayout.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/pages/PageTable.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/Selection.h"
#include "widgets/theme/Theme.h"

#include <QAction>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>
#include <QWheelEvent>
#include <algorithm>

namespace sparsight {

namespace {

constexpr int columnGap = 24, rowGap = 8, widestName = 200;

/// A menu that stays open while several of its entries are checked.
class StayingMenu : public QMenu {
public:
    using QMenu::QMenu;

protected:
    void mouseReleaseEvent(QMouseEvent* event) override
    {
        if (QAction* action = activeAction(); action && action->isCheckable()) {
            action->trigger();
        } else {
            QMenu::mouseReleaseEvent(event);
        }
    }
};

/// Looks like the other choices, and opens a menu in which several entries can be checked.
class MenuChoice : public QComboBox {
public:
    MenuChoice(QMenu* menu, QWidget* parent)
        : QComboBox(parent)
        , m_menu(menu)
    {
        addItem(QString());
    }

protected:
    void showPopup() override { m_menu->popup(mapToGlobal(rect().bottomLeft())); }
    void wheelEvent(QWheelEvent* event) override { event->ignore(); }

private:
    QMenu* m_menu;
};

LayerId layerOf(const QAction* action)
{
    return LayerId::parse(action->data().toString().toStdString());
}

} // namespace

CaptureForm::CaptureForm(PageContext& context, QWidget* parent)
    : QFrame(parent)
    , m_context(context)
{
    setRole(this, "card");
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred); // as high as its width asks for
    createFields();
    connect(&context.session, &ProjectSession::changed, this, &CaptureForm::fillDatasets);
    connect(&context.session, &ProjectSession::opened, this, [this] { m_held.reset(); }); // a number of another project
    connect(&context.jobs, &JobRunner::modelChanged, this, [this] {
        m_held.reset(); // by a capture of another checkpoint
        fillLayers();
    });
    connect(&context.jobs, &JobRunner::captureFinished, this, &CaptureForm::captureFinished);
    fillDatasets();
    fillLayers();
}

QComboBox* CaptureForm::createChoice(const QString& name)
{
    auto* choice = new QComboBox(this);
    choice->setObjectName(name);
    choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    choice->setMinimumContentsLength(8);
    return choice;
}

void CaptureForm::createDecoderFields()
{
    m_decoder = createChoice(QStringLiteral("decoder"));
    m_decoder->addItem(tr("not run"), int(DecoderMode::None));
    m_decoder->addItem(tr("reads the target"), int(DecoderMode::Teacher));
    m_decoder->addItem(tr("generates"), int(DecoderMode::Generate));
    m_newTokens = new QSpinBox(this);
    m_newTokens->setObjectName(QStringLiteral("newTokens"));
    m_newTokens->setRange(1, 4096);
    m_newTokens->setValue(defaultNewTokens);
    m_newTokens->setPrefix(tr("at most "));
    m_newTokens->setAccessibleName(tr("The most tokens to generate"));
    m_newTokens->setToolTip(tr("The longest text that the checkpoint writes, in tokens."));
    m_newTokens->hide();
    connect(m_decoder, &QComboBox::currentIndexChanged, this,
            [this] { m_newTokens->setVisible(decoderMode() == DecoderMode::Generate); });
    connect(m_decoder, &QComboBox::activated, this, &CaptureForm::fillLayers);
}

DecoderMode CaptureForm::decoderMode() const
{
    return DecoderMode(m_decoder->currentData().toInt());
}

void CaptureForm::createFields()
{
    m_dataset = createChoice(QStringLiteral("dataset"));
    m_layerMenu = new StayingMenu(this);
    m_layers = new MenuChoice(m_layerMenu, this);
    m_layers->setObjectName(QStringLiteral("layers"));
    m_positions = createChoice(QStringLiteral("positions"));
    m_positions->addItem(tr("all tokens"), int(Positions::All));
    m_positions->addItem(tr("all but </s>"), int(Positions::Content));
    m_aggregate = createChoice(QStringLiteral("aggregate"));
    m_aggregate->addItem(tr("largest value"), int(Aggregate::Max));
    m_aggregate->addItem(tr("mean"), int(Aggregate::Mean));
    m_aggregate->addItem(tr("last token's"), int(Aggregate::Last));
    createDecoderFields();
    m_values = createChoice(QStringLiteral("values"));
    m_values->addItem(QStringLiteral("fp16"), int(ValueFormat::F16));
    m_values->addItem(QStringLiteral("fp32"), int(ValueFormat::F32));
    m_epsilon = new QDoubleSpinBox(this);
    m_epsilon->setDecimals(4);
    m_epsilon->setRange(0, 1000);
    m_epsilon->setSingleStep(0.01);
    m_epsilon->setToolTip(
        tr("A neuron fires at a token when its activation exceeds ε. Models without exact zeros need it."));
    m_name = new QLineEdit(this);
    m_name->setObjectName(QStringLiteral("runName"));
    m_name->setPlaceholderText(tr("from checkpoint and data set"));

    auto* left = new QFormLayout;
    auto* right = new QFormLayout;
    for (QFormLayout* form : {left, right}) {
        form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
        form->setVerticalSpacing(rowGap);
        form->setHorizontalSpacing(12);
    }
    left->addRow(tr("Data set"), m_dataset);
    left->addRow(tr("Layers"), m_layers);
    auto* decoder = new QHBoxLayout;
    decoder->addWidget(m_decoder, 1);
    decoder->addWidget(m_newTokens);
    left->addRow(tr("Decoder"), decoder);
    left->addRow(tr("Name"), m_name);
    right->addRow(tr("Positions"), m_positions);
    right->addRow(tr("A sentence's value"), m_aggregate);
    right->addRow(tr("Stored as"), m_values);
    right->addRow(tr("Fires above ε"), m_epsilon);
    alignLabels({left, right});
    auto* columns = new ColumnsLayout(columnGap, rowGap);
    columns->addLayout(left);
    columns->addLayout(right);

    for (const QComboBox* choice : findChildren<QComboBox*>())
        connect(choice, &QComboBox::activated, this, &CaptureForm::choiceChanged);
    connect(m_epsilon, &QDoubleSpinBox::valueChanged, this, &CaptureForm::choiceChanged);
    connect(m_newTokens, &QSpinBox::valueChanged, this, &CaptureForm::choiceChanged);

    m_hint = roleLabel({}, "muted", this);
    m_show = new QPushButton(tr("Show it"), this);
    m_show->setObjectName(QStringLiteral("showHeld"));
    m_show->hide();
    connect(m_show, &QPushButton::clicked, this, [this] {
        m_context.selection.setRun(m_held);
        m_context.showPage("neurons");
    });
    m_start = new QPushButton(tr("Capture"), this);
    m_start->setObjectName(QStringLiteral("capture"));
    setRole(m_start, "primary");
    connect(m_start, &QPushButton::clicked, this, &CaptureForm::start);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_hint, 1);
    foot->addWidget(m_show);
    foot->addWidget(m_start);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(8);
    layout->addWidget(roleLabel(tr("Capture a data set"), "heading", this));
    layout->addLayout(columns);
    layout->addLayout(foot);
}

/// One column of fields is like the other, and below it in a narrow window.
void CaptureForm::alignLabels(std::initializer_list<QFormLayout*> forms)
{
    std::vector<QWidget*> labels;
    for (QFormLayout* form : forms)
        for (int row = 0; row < form->rowCount(); ++row)
            labels.push_back(form->itemAt(row, QFormLayout::LabelRole)->widget());
    int widest = 0;
    for (const QWidget* label : labels)
        widest = std::max(widest, label->sizeHint().width());
    for (QWidget* label : labels)
        label->setMinimumWidth(widest);
}

void CaptureForm::fillDatasets()
{
    const QVariant chosen = m_dataset->currentData();
    m_dataset->clear();
    for (const DatasetInfo& info : m_context.session.datasets())
        m_dataset->addItem(QString::fromStdString(info.name), qlonglong(info.id.value));
    const int row = m_dataset->findData(chosen);
    m_dataset->setCurrentIndex(row >= 0 ? row : m_dataset->count() - 1);
    if (m_dataset->currentData() != chosen) m_held.reset();
    updateState();
}

void CaptureForm::fillLayers()
{
    QMenu* menu = m_layerMenu;
    QStringList before;
    for (const QAction* action : menu->actions())
        if (action->isChecked()) before << action->data().toString();
    menu->clear();
    const auto& model = m_context.jobs.model();
    const bool decoder = decoderMode() != DecoderMode::None;
    if (model) {
        const LayerId usual{Stack::Encoder, std::min(6, model->encoderLayers)};
        const auto layers = model->layers();
        const bool none = std::none_of(layers.begin(), layers.end(), [&](LayerId layer) {
            return before.contains(QString::fromStdString(layer.toString())); // as in a shallower checkpoint
        });
        for (const LayerId layer : layers) {
            if (layer.stack == Stack::Decoder && !decoder) continue;
            const QString name = QString::fromStdString(layer.toString());
            QAction* action = menu->addAction(name);
            action->setData(name);
            action->setCheckable(true);
            action->setChecked(none ? layer == usual : before.contains(name));
            connect(action, &QAction::toggled, this, &CaptureForm::showLayers);
            connect(action, &QAction::toggled, this, &CaptureForm::choiceChanged);
        }
        m_epsilon->setEnabled(!model->exactZeros);
        if (model->exactZeros) m_epsilon->setValue(0);
    }
    showLayers();
}

std::vector<LayerId> CaptureForm::layers() const
{
    std::vector<LayerId> chosen;
    for (const QAction* action : m_layerMenu->actions())
        if (action->isChecked()) chosen.push_back(layerOf(action));
    return chosen;
}

void CaptureForm::showLayers()
{
    QStringList names;
    for (const LayerId layer : layers())
        names << QString::fromStdString(layer.toString());
    const int all = int(m_layerMenu->actions().size());
    m_layers->setItemText(0, names.isEmpty()                  ? tr("choose…")
                             : names.size() == all && all > 1 ? tr("all %1").arg(all)
                                                              : names.join(QStringLiteral(", ")));
    m_layers->setAccessibleName(tr("Layers: %1").arg(m_layers->currentText()));
    updateState();
}

void CaptureForm::updateState()
{
    const DatasetInfo* dataset = m_dataset->currentIndex() < 0
                                     ? nullptr
                                     : m_context.session.dataset(DatasetId(m_dataset->currentData().toLongLong()));
    QString missing;
    if (!m_context.session.isOpen())
        missing = tr("Open or make a project first.");
    else if (m_context.session.isReadOnly())
        missing = tr("The project is open read-only.");
    else if (!dataset)
        missing = tr("Import sentences on the Data page first.");
    else if (!m_context.jobs.model())
        missing = tr("Load a checkpoint first.");
    else if (layers().empty())
        missing = tr("Choose at least one layer.");
    else if (decoderMode() == DecoderMode::Teacher && !dataset->hasTargets)
        missing = tr("“%1” has no target column for the decoder to read.").arg(QString::fromStdString(dataset->name));
    m_start->setEnabled(missing.isEmpty());
    m_start->setText(startText());
    const RunInfo* held = m_held ? m_context.session.run(*m_held) : nullptr;
    m_show->setVisible(missing.isEmpty() && held);
    if (missing.isEmpty()) {
        missing = held ? tr("The capture “%1” holds this already.").arg(QString::fromStdString(held->name))
                       : tr("Runs beside your work; a capture that is cut off can be resumed.");
    }
    m_hint->setText(missing);
}

/// Names the checkpoint, which need not be the one that is chosen in the list.
QString CaptureForm::startText() const
{
    const auto& model = m_context.jobs.model();
    if (!model) return tr("Capture");
    QString name = m_start->fontMetrics().elidedText(QString::fromStdString(model->name), Qt::ElideMiddle, widestName);
    return tr("Capture with %1").arg(name.replace(QLatin1Char('&'), QLatin1String("&&")));
}

void CaptureForm::start()
{
    CaptureRequest request;
    request.runName = m_name->text().trimmed().toStdString();
    request.dataset = DatasetId(m_dataset->currentData().toLongLong());
    request.settings.layers = layers();
    request.settings.positions = Positions(m_positions->currentData().toInt());
    request.settings.aggregate = Aggregate(m_aggregate->currentData().toInt());
    request.settings.decoder = decoderMode();
    request.settings.maximumNewTokens = m_newTokens->value();
    request.settings.values = ValueFormat(m_values->currentData().toInt());
    request.settings.epsilon = m_epsilon->value();
    // As the engine names it, unless there is such a capture already.
    const QString name =
        QStringLiteral("%1-%2").arg(QString::fromStdString(m_context.jobs.model()->name), m_dataset->currentText());
    m_context.jobs.capture(m_context.session.file(), request, name);
    m_name->clear();
    choiceChanged();
}

/// What was said of the last ones does not hold for others.
void CaptureForm::choiceChanged()
{
    m_held.reset();
    updateState();
}

/// A capture that was there already ends at once, which would look as if nothing had happened.
void CaptureForm::captureFinished(const CaptureSummary& summary)
{
    m_held = summary.wasComplete() ? std::optional(summary.run) : std::nullopt;
    updateState();
}

} // namespace sparsight
