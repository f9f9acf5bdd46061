// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/models/CheckpointCard.h"

#include "widgets/jobs/JobRunner.h"
#include "widgets/theme/Theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

namespace sparsight {

namespace {

QString layersText(const ModelInfo& model)
{
    return CheckpointCard::tr("%1 encoder and %2 decoder layers").arg(model.encoderLayers).arg(model.decoderLayers);
}

QString shapeText(const ModelInfo& model)
{
    const QLocale locale;
    return CheckpointCard::tr("%1 neurons a layer (d_ff), d_model %2, %3 heads of %4")
        .arg(locale.toString(model.dFf), locale.toString(model.dModel))
        .arg(model.heads)
        .arg(model.dKv);
}

QString kindText(const ModelInfo& model)
{
    const QString zeros = model.exactZeros ? CheckpointCard::tr("a neuron at rest is exactly 0")
                                           : CheckpointCard::tr("no exact zeros: it fires above a threshold ε");
    return QStringLiteral("%1, %2: %3")
        .arg(QString::fromStdString(model.family), QString::fromStdString(model.activation), zeros);
}

QString sizeText(const ModelInfo& model)
{
    return CheckpointCard::tr("%1 M parameters · %2")
        .arg(QLocale().toString(double(model.parameters) / 1e6, 'f', 1), QString::fromStdString(model.weightFormat));
}

QString deviceText(const ModelInfo& model)
{
    const std::string_view precision = toString(model.precision);
    return CheckpointCard::tr("computes on %1 in %2")
        .arg(QString::fromStdString(model.deviceName.empty() ? model.device : model.deviceName),
             QString::fromUtf8(precision.data(), qsizetype(precision.size())));
}

} // namespace

CheckpointCard::CheckpointCard(JobRunner& jobs, QWidget* parent)
    : QFrame(parent)
    , m_jobs(jobs)
    , m_title(roleLabel({}, "heading", this))
    , m_left(roleLabel({}, "body", this))
    , m_right(roleLabel({}, "muted", this))
    , m_warnings(roleLabel({}, "error", this))
{
    setRole(this, "card");
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred); // as high as its width asks for
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(8);
    layout->addWidget(m_title);
    layout->addWidget(m_left);
    layout->addWidget(m_right);
    layout->addWidget(m_warnings);
    for (QLabel* label : {m_left, m_right, m_warnings})
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    connect(&jobs, &JobRunner::modelChanged, this, &CheckpointCard::showModel);
    connect(&jobs, &JobRunner::jobsChanged, this, [this] {
        if (!m_jobs.model()) showModel();
    });
    showModel();
}

void CheckpointCard::showModel()
{
    const auto& model = m_jobs.model();
    m_left->setVisible(model.has_value());
    m_warnings->setVisible(model && !model->warnings.empty());
    if (!model) {
        m_title->setText(m_jobs.isLoading() ? tr("Loading a checkpoint…") : tr("No checkpoint is loaded"));
        m_right->setText(tr("Choose one at the left and load it; its files are checked first."));
        return;
    }
    m_title->setText(QString::fromStdString(model->name));
    m_left->setText(QStringList{layersText(*model), shapeText(*model), kindText(*model)}.join(QLatin1Char('\n')));
    m_right->setText(
        QStringList{sizeText(*model), deviceText(*model), QString::fromStdU16String(model->directory.u16string())}.join(
            QLatin1Char('\n')));
    QStringList warnings;
    for (const std::string& warning : model->warnings)
        warnings << QString::fromStdString(warning);
    m_warnings->setText(warnings.join(QLatin1Char('\n')));
}

} // namespace sparsight
