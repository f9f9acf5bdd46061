// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

namespace sparsight {

/// A choice of names that begin alike, such as "base" and "base-lr0.001": one that does not fit loses its middle.
class NameBox : public QComboBox {
    Q_OBJECT
public:
    explicit NameBox(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace sparsight
