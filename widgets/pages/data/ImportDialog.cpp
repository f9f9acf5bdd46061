// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/data/ImportDialog.h"

#include "core/base/Error.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/pages/data/PaperChoices.h"
#include "widgets/pages/data/PreviewModel.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/theme/Theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileInfo>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>

namespace sparsight {

namespace {

constexpr int previewRows = 100;
constexpr auto countedBytes = 16ULL << 20; // bytes; read through in well under a second

QString formatName(DataFormat format)
{
    switch (format) {
    case DataFormat::Auto: return ImportDialog::tr("By the file");
    case DataFormat::Text: return ImportDialog::tr("Text, a sentence a line");
    case DataFormat::Csv: return QStringLiteral("CSV");
    case DataFormat::Tsv: return QStringLiteral("TSV");
    case DataFormat::Jsonl: return QStringLiteral("JSONL");
    case DataFormat::Scisummnet: return ImportDialog::tr("Papers (ScisummNet)");
    }
    return {};
}

QString encodingName(TextEncoding encoding)
{
    switch (encoding) {
    case TextEncoding::Auto: return ImportDialog::tr("By the file");
    case TextEncoding::Utf8: return QStringLiteral("UTF-8");
    case TextEncoding::Utf16LittleEndian: return QStringLiteral("UTF-16 LE");
    case TextEncoding::Utf16BigEndian: return QStringLiteral("UTF-16 BE");
    case TextEncoding::Latin1: return QStringLiteral("Latin-1");
    }
    return {};
}

/// The first rows of a file, and how many there are where reading on to the end takes no time.
struct CountedPreview {
    Preview preview;
    std::optional<std::uint64_t> rows;
};

/// What is wrong further down in the file is found before the import, too.
CountedPreview previewAndCount(const std::filesystem::path& file, const ReadOptions& options,
                               const std::stop_token& stop)
{
    CountedPreview counted{previewSentences(file, options, previewRows), std::nullopt};
    Preview& preview = counted.preview;
    if (preview.problem) return counted;
    std::error_code unknown; // a folder has no size
    if (preview.rows.size() < previewRows) {
        counted.rows = preview.rows.size();
    } else if (const auto size = std::filesystem::file_size(file, unknown); !unknown && size <= countedBytes) {
        try {
            preview.report = readSentences(
                file, options, [](Sentence&&) {}, stop);
            counted.rows = preview.report.sentences;
        } catch (const Error& error) {
            if (error.code() == ErrorCode::Cancelled) throw;
            preview.problem = error.what();
        }
    }
    return counted;
}

/// "all 12 rows", "the first 100 of 4,000 rows", "the first 100 rows"
QString rowsText(const CountedPreview& counted)
{
    const QLocale locale;
    const auto shown = counted.preview.rows.size();
    if (!counted.rows) return ImportDialog::tr("the first %Ln row(s)", nullptr, int(shown));
    if (*counted.rows == shown) return ImportDialog::tr("all %Ln row(s)", nullptr, int(shown));
    return ImportDialog::tr("the first %1 of %2 rows")
        .arg(locale.toString(qulonglong(shown)), locale.toString(qulonglong(*counted.rows)));
}

/// "TSV · UTF-8 · the first 100 of 4,000 rows" and what else there is to say. `file` names the one that is shown where
/// there are several.
QString reportText(const CountedPreview& counted, const QString& file)
{
    const ReadReport& report = counted.preview.report;
    QStringList parts{formatName(report.format)};
    if (!file.isEmpty()) parts.prepend(file);
    if (report.format == DataFormat::Scisummnet) {
        parts << ImportDialog::tr("%n paper(s) so far", nullptr, int(report.papers));
        if (!report.skipped.empty())
            parts << ImportDialog::tr("%n skipped so far", nullptr, int(report.skipped.size()));
    } else {
        parts << encodingName(report.encoding);
    }
    if (report.byteOrderMark) parts << ImportDialog::tr("with a byte order mark");
    if (!counted.preview.rows.empty()) parts << rowsText(counted);
    if (report.blankLines && counted.rows)
        parts << ImportDialog::tr("%Ln blank line(s) skipped", nullptr, int(report.blankLines));
    else if (report.blankLines)
        parts << ImportDialog::tr("%Ln blank line(s) skipped so far", nullptr, int(report.blankLines));
    QStringList lines{parts.join(QStringLiteral(" · "))};
    for (const std::string& warning : report.warnings)
        lines << QString::fromStdString(warning);
    return lines.join(QLatin1Char('\n'));
}

/// Both parts read the same papers, and one may need more of them than the other.
void addNew(std::vector<SkippedPaper>& all, std::vector<SkippedPaper> ofPart)
{
    std::erase_if(ofPart, [&](const SkippedPaper& paper) {
        return std::ranges::any_of(all, [&](const SkippedPaper& known) { return known.id == paper.id; });
    });
    all.insert(all.end(), ofPart.begin(), ofPart.end());
}

struct Imported {
    std::uint32_t sentences = 0;
    std::vector<SkippedPaper> skipped;
};

/// What becomes one data set.
struct Part {
    std::string name;
    ReadOptions options;
};

/// One transaction for all files: nothing stays when one of them is refused.
Project::ImportResult importPart(Project& project, const Part& part, const std::vector<std::filesystem::path>& files,
                                 std::vector<SkippedPaper>& skipped, const std::stop_token& stop,
                                 const ProgressCallback& progress)
{
    std::string source;
    for (const auto& file : files)
        source += (source.empty() ? "" : ", ") + file.filename().string();
    return project.importDataset(part.name, source, [&](const Project::SentenceSink& sink) {
        std::uint64_t blank = 0;
        for (const auto& file : files) {
            const ReadReport report = readSentences(file, part.options, sink, stop, progress);
            blank += report.blankLines;
            skipped.insert(skipped.end(), report.skipped.begin(), report.skipped.end());
        }
        return static_cast<std::uint32_t>(blank);
    });
}

/// All parts, or none.
Imported importFiles(const std::filesystem::path& project, const std::vector<Part>& parts,
                     const std::vector<std::filesystem::path>& files, const std::stop_token& stop,
                     const ProgressCallback& progress)
{
    Project connection = Project::open(project, Project::Mode::ReadWrite);
    Imported imported;
    std::vector<DatasetId> made;
    try {
        for (const Part& part : parts) {
            std::vector<SkippedPaper> skipped;
            const auto result = importPart(connection, part, files, skipped, stop, progress);
            addNew(imported.skipped, std::move(skipped));
            imported.sentences += result.sentences;
            made.push_back(result.id);
        }
    } catch (...) {
        for (const DatasetId dataset : made)
            connection.removeDataset(dataset);
        throw;
    }
    return imported;
}

} // namespace

ImportDialog::ImportDialog(ProjectSession& session, JobRunner& jobs, const QStringList& files, QWidget* parent)
    : QDialog(parent)
    , m_session(session)
    , m_jobs(jobs)
    , m_rows(new PreviewModel(this))
{
    for (const QString& file : files)
        m_files.emplace_back(QDir::cleanPath(file).toStdU16String());
    const bool papers = !files.isEmpty() && QFileInfo(files.first()).isDir();
    setWindowTitle(papers ? tr("Import papers") : tr("Import sentences"));
    resize(760, 560);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    QStringList names;
    for (const QString& file : files)
        names << QFileInfo(QDir::cleanPath(file)).fileName();
    layout->addWidget(roleLabel(names.join(QStringLiteral(", ")), "heading", this));
    layout->addWidget(createChoices(papers));

    auto* table = new QTableView(this);
    table->setModel(m_rows);
    table->setAccessibleName(tr("First rows"));
    table->setShowGrid(false);
    table->setAlternatingRowColors(true);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    table->verticalHeader()->hide();
    connect(m_rows, &QAbstractItemModel::modelReset, table,
            [table] { table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch); });
    table->setColumnWidth(0, fontMetrics().horizontalAdvance(QLatin1Char('0')) * 7);
    layout->addWidget(table, 1);
    m_found = roleLabel({}, "small", this);
    m_found->setObjectName(QStringLiteral("found"));
    m_problem = roleLabel({}, "error", this);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_problem->setObjectName(QStringLiteral("problem"));
    m_problem->hide();
    m_skipped = new QPlainTextEdit(this);
    m_skipped->setReadOnly(true);
    m_skipped->setAccessibleName(tr("Papers that were skipped"));
    m_skipped->setObjectName(QStringLiteral("skipped"));
    m_skipped->hide();
    m_found->setWordWrap(true);
    layout->addWidget(m_found);
    layout->addWidget(m_problem);
    layout->addWidget(m_skipped, 1);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_cancel = buttons->button(QDialogButtonBox::Cancel);
    m_import = buttons->addButton(tr("Import"), QDialogButtonBox::AcceptRole);
    m_import->setObjectName(QStringLiteral("import"));
    m_import->setDefault(true);
    m_import->setEnabled(false);
    connect(buttons, &QDialogButtonBox::accepted, this, &ImportDialog::import);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    connect(&jobs, &JobRunner::jobFinished, this, [this](const JobState& job) {
        if (job.id != m_importing || job.phase != JobState::Phase::Cancelled) return;
        m_readable = true; // it can be begun anew
        updateButton();
    });

    m_debounce.setSingleShot(true);
    m_debounce.setInterval(100);
    connect(&m_debounce, &QTimer::timeout, this, &ImportDialog::readPreview);
    readPreview();
}

QWidget* ImportDialog::createChoices(bool papers)
{
    auto* box = new QWidget(this);
    auto* columns = new QHBoxLayout(box);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(24);
    auto* left = new QFormLayout;
    auto* right = new QFormLayout;
    columns->addLayout(left, 1);
    columns->addLayout(right, 1);
    for (QFormLayout* form : {left, right}) {
        form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
        form->setVerticalSpacing(8);
        form->setHorizontalSpacing(12);
    }

    m_name = new QLineEdit(freeName(), box);
    m_name->setObjectName(QStringLiteral("name"));
    connect(m_name, &QLineEdit::textChanged, this, &ImportDialog::updateButton);
    left->addRow(tr("Name"), m_name);
    m_encoding = new QComboBox(box);
    for (const auto encoding : {TextEncoding::Auto, TextEncoding::Utf8, TextEncoding::Utf16LittleEndian,
                                TextEncoding::Utf16BigEndian, TextEncoding::Latin1})
        m_encoding->addItem(encodingName(encoding), int(encoding));
    connect(m_encoding, &QComboBox::activated, this, [this] { m_debounce.start(); });
    if (papers) {
        left->addRow(tr("Encoding"), m_encoding);
        m_papers = new PaperChoices(right, box);
        connect(m_papers, &PaperChoices::changed, this, [this] { m_debounce.start(); });
    } else {
        createFileChoices(left, right);
    }
    return box;
}

void ImportDialog::createFileChoices(QFormLayout* left, QFormLayout* right)
{
    m_format = new QComboBox(this);
    m_format->setObjectName(QStringLiteral("format"));
    for (const auto format : {DataFormat::Auto, DataFormat::Text, DataFormat::Csv, DataFormat::Tsv, DataFormat::Jsonl})
        m_format->addItem(formatName(format), int(format));
    connect(m_format, &QComboBox::activated, this, [this] { m_debounce.start(); });
    left->addRow(tr("Format"), m_format);
    left->addRow(tr("Encoding"), m_encoding);
    m_text = createColumnChoice(QStringLiteral("text"));
    m_label = createColumnChoice(QStringLiteral("label"));
    m_group = createColumnChoice(QStringLiteral("group"));
    m_target = createColumnChoice(QStringLiteral("target"));
    right->addRow(tr("Sentence column"), m_text);
    right->addRow(tr("Label column"), m_label);
    right->addRow(tr("Group column"), m_group);
    left->addRow(tr("Target column"), m_target);
}

QComboBox* ImportDialog::createColumnChoice(const QString& name)
{
    auto* choice = new QComboBox(this);
    choice->setObjectName(name);
    choice->setEnabled(false);
    connect(choice, &QComboBox::activated, this, [this] { m_debounce.start(); });
    return choice;
}

/// The file's name, or with a number where the project has such a data set already.
QString ImportDialog::freeName() const
{
    const QString base =
        m_files.empty() ? tr("sentences") : QString::fromStdU16String(m_files.front().stem().u16string());
    const auto taken = [this](const QString& name) {
        return std::any_of(m_session.datasets().begin(), m_session.datasets().end(),
                           [&](const DatasetInfo& d) { return QString::fromStdString(d.name) == name; });
    };
    QString name = base;
    const auto sentencesTaken = [&](const QString& name) { // of papers, which may become two data sets
        return m_files.size() == 1 && std::filesystem::is_directory(m_files.front()) &&
               taken(QString::fromStdString(paperSentencesName(name.toStdString())));
    };
    for (int number = 2; taken(name) || sentencesTaken(name); ++number)
        name = QStringLiteral("%1 %2").arg(base).arg(number);
    return name;
}

ReadOptions ImportDialog::options() const
{
    ReadOptions options;
    options.encoding = TextEncoding(m_encoding->currentData().toInt());
    if (m_papers) {
        options.format = DataFormat::Scisummnet;
        options.papers = m_papers->choice();
        return options;
    }
    options.format = DataFormat(m_format->currentData().toInt());
    const auto column = [](const QComboBox* choice) -> std::optional<std::string> {
        // The first entry leaves the choice to the reader.
        if (choice->currentIndex() <= 0) return std::nullopt;
        return choice->currentText().toStdString();
    };
    options.textColumn = column(m_text);
    options.labelColumn = column(m_label);
    options.groupColumn = column(m_group);
    options.targetColumn = column(m_target);
    return options;
}

void ImportDialog::readPreview()
{
    if (m_files.empty()) return;
    m_jobs.cancel(m_preview);
    m_readable = false;
    updateButton();
    const QString name =
        m_files.size() > 1 ? QString::fromStdU16String(m_files.front().filename().u16string()) : QString();
    m_preview = m_jobs.query<CountedPreview>(
        {}, this,
        [file = m_files.front(), options = options()](const std::stop_token& stop, const ProgressCallback&) {
            return previewAndCount(file, options, stop);
        },
        [this, name](const CountedPreview& counted) { showPreview(counted.preview, reportText(counted, name)); },
        [this](const QString& error) {
            m_rows->setPreview({});
            m_found->setText({});
            m_problem->setText(error);
            m_problem->show();
        });
}

void ImportDialog::showPreview(const Preview& preview, const QString& found)
{
    m_rows->setPreview(preview);
    fillColumns(preview.report);
    m_found->setText(found);
    m_problem->setVisible(preview.problem.has_value());
    if (preview.problem) m_problem->setText(QString::fromStdString(*preview.problem));
    m_readable = !preview.problem && !preview.rows.empty();
    updateButton();
}

void ImportDialog::updateButton()
{
    m_import->setEnabled(m_readable && !m_name->text().trimmed().isEmpty());
}

void ImportDialog::fillColumns(const ReadReport& report)
{
    if (m_papers || report.columns == m_columns) return;
    m_columns = report.columns;
    const std::pair<QComboBox*, const std::string*> choices[] = {{m_text, &report.textColumn},
                                                                 {m_label, &report.labelColumn},
                                                                 {m_group, &report.groupColumn},
                                                                 {m_target, &report.targetColumn}};
    for (const auto& [choice, chosen] : choices) {
        choice->clear();
        choice->setEnabled(!m_columns.empty());
        if (m_columns.empty()) continue;
        choice->addItem(chosen->empty() ? tr("None") : tr("By its name (%1)").arg(QString::fromStdString(*chosen)));
        for (const std::string& column : m_columns)
            choice->addItem(QString::fromStdString(column));
    }
}

void ImportDialog::import()
{
    const QString name = m_name->text().trimmed();
    std::vector<Part> parts{{name.toStdString(), options()}};
    if (m_papers && m_papers->units().size() > 1) {
        parts.push_back({paperSentencesName(parts.front().name), parts.front().options});
        parts.back().options.papers->unit = m_papers->units().back();
    }
    m_importing = m_jobs.query<Imported>(
        tr("Import “%1”").arg(name), &m_session,
        [project = m_session.project().file(), parts, files = m_files](const std::stop_token& stop,
                                                                       const ProgressCallback& progress) {
            return importFiles(project, parts, files, stop, progress);
        },
        [session = &m_session, dialog = QPointer<ImportDialog>(this)](const Imported& imported) {
            if (session->isOpen()) session->refresh();
            if (!dialog) return;
            Q_EMIT dialog->imported();
            if (imported.skipped.empty()) {
                dialog->accept();
            } else {
                dialog->showSkipped(imported.skipped);
            }
        },
        [dialog = QPointer<ImportDialog>(this)](const QString& error) {
            if (!dialog) return; // the jobs panel keeps it
            dialog->m_problem->setText(error);
            dialog->m_problem->show();
            dialog->m_readable = true;
            dialog->updateButton();
        });
    m_readable = false; // once is enough
    updateButton();
}

void ImportDialog::showSkipped(const std::vector<SkippedPaper>& papers)
{
    QStringList reasons;
    for (const SkippedPaper& paper : papers)
        reasons << QString::fromStdString(paper.reason);
    m_skipped->setPlainText(reasons.join(QLatin1Char('\n')));
    m_skipped->show();
    m_found->setText(tr("Imported. %n paper(s) were skipped, wholly or in part:", nullptr, int(papers.size())));
    m_import->hide();
    m_cancel->setText(tr("Close"));
}

} // namespace sparsight
