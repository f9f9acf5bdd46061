// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/NameBox.h"

namespace sparsight {

struct PageContext;

/// The checkpoint that computes, to be changed for another one of the project. Choosing one loads it.
class CheckpointPicker : public NameBox {
    Q_OBJECT
public:
    explicit CheckpointPicker(PageContext& context, QWidget* parent = nullptr);

private:
    void fill();
    void choose(int index);

    PageContext& m_context;
};

} // namespace sparsight
