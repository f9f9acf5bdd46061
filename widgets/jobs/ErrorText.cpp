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

} // namespace

QString errorSentence(const std::exception& error)
{
    if (dynamic_cast<const std::bad_alloc*>(&error))
        return QCoreApplication::translate("Errors", "There is not enough memory for this; close other programs, or "
                                                     "choose fewer layers or a smaller data set.");
    return QString::fromUtf8(error.what());
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
