// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCheckBox>

namespace sparsight {

class ViewOptions;

/// Switches between words and the tokeniser's pieces, for every page at once.
class SubwordsSwitch : public QCheckBox {
    Q_OBJECT
public:
    explicit SubwordsSwitch(ViewOptions& options, QWidget* parent = nullptr);
};

} // namespace sparsight
