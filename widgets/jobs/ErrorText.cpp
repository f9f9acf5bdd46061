// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/jobs/ErrorText.h"

#include <QCoreApplication>
#include <QStringList>
#include <new>

namespace sparsight {

namespace {

QString codeName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::BadInput: return QStringLiteral("bad input");
    case ErrorCode::NotFound: return QStringLiteral("not found");
    case ErrorCode::Unsupported: return QStringLiteral("unsupported");
    case ErrorCode::Corrupt: return QStringLiteral("corrupt");
    case ErrorCode::Io: return QStringLiteral("input/output");
    case ErrorCode::DiskFull: return QStringLiteral("disk full");
    case ErrorCode::ReadOnly: return QStringLiteral("read-only");
    case ErrorCode::Busy: return QStringLiteral("busy");
    case ErrorCode::OutOfMemory: return QStringLiteral("out of memory");
    case ErrorCode::Cancelled: return QStringLiteral("cancelled");
    }
    return {};
}

/// What happened, in the window's language; core's sentences are English.
QString headline(ErrorCode code)
{
    const char* text = "";
    switch (code) {
    case ErrorCode::BadInput: text = QT_TRANSLATE_NOOP("Errors", "The input was not accepted."); break;
    case ErrorCode::NotFound: text = QT_TRANSLATE_NOOP("Errors", "Something that is needed is not there."); break;
    case ErrorCode::Unsupported: text = QT_TRANSLATE_NOOP("Errors", "This is not supported."); break;
    case ErrorCode::Corrupt: text = QT_TRANSLATE_NOOP("Errors", "The file is damaged."); break;
    case ErrorCode::Io: text = QT_TRANSLATE_NOOP("Errors", "The file could not be read or written."); break;
    case ErrorCode::DiskFull: text = QT_TRANSLATE_NOOP("Errors", "There is no space left to write."); break;
    case ErrorCode::ReadOnly: text = QT_TRANSLATE_NOOP("Errors", "This cannot be changed."); break;
    case ErrorCode::Busy: text = QT_TRANSLATE_NOOP("Errors", "The file is in use."); break;
    case ErrorCode::OutOfMemory: text = QT_TRANSLATE_NOOP("Errors", "There is not enough memory."); break;
    case ErrorCode::Cancelled: text = QT_TRANSLATE_NOOP("Errors", "It was cancelled."); break;
    }
    const QString translated = QCoreApplication::translate("Errors", text);
    return translated == QLatin1String(text) ? QString() : translated; // English says it all in the sentence
}

} // namespace

QString errorSentence(const std::exception& error)
{
    if (dynamic_cast<const std::bad_alloc*>(&error))
        return QCoreApplication::translate("Errors", "There is not enough memory for this; close other programs, or "
                                                     "choose fewer layers or a smaller data set.");
    const QString sentence = QString::fromUtf8(error.what());
    const auto* known = dynamic_cast<const Error*>(&error);
    const QString head = known ? headline(known->code()) : QString();
    return head.isEmpty() ? sentence : head + QLatin1Char('\n') + sentence;
}

QString errorDetails(const std::exception& error)
{
    QStringList lines{errorSentence(error)};
    if (const auto* known = dynamic_cast<const Error*>(&error)) {
        const ErrorContext& context = known->context();
        lines << QStringLiteral("kind: ") + codeName(known->code());
        if (!context.file.empty()) lines << QStringLiteral("file: ") + QString::fromStdString(context.file);
        if (!context.item.empty()) lines << QStringLiteral("item: ") + QString::fromStdString(context.item);
        if (context.line) lines << QStringLiteral("line: ") + QString::number(*context.line);
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace sparsight
