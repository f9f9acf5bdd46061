// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/TextField.h"

#include <QMimeData>

namespace sparsight {

bool TextField::canInsertFromMimeData(const QMimeData* source) const
{
    return source && source->hasText();
}

void TextField::insertFromMimeData(const QMimeData* source)
{
    if (canInsertFromMimeData(source)) insertPlainText(source->text());
}

} // namespace sparsight
