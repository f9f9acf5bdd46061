// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/SubwordsSwitch.h"

#include "widgets/common/Format.h"
#include "widgets/session/ViewOptions.h"

namespace sparsight {

SubwordsSwitch::SubwordsSwitch(ViewOptions& options, QWidget* parent)
    : QCheckBox(tr("Subwords"), parent)
{
    setToolTip(plainToolTip(tr("Show the pieces that the tokeniser made, not whole words")));
    setObjectName(QStringLiteral("subwords"));
    setChecked(options.showsSubwords());
    connect(this, &QCheckBox::toggled, &options, &ViewOptions::setSubwords);
    connect(&options, &ViewOptions::changed, this, [this, &options] { setChecked(options.showsSubwords()); });
}

} // namespace sparsight
