// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pages/compare/ComparisonChoice.h"

#include <QWidget>

namespace sparsight {

/// A tab of the Compare page that shows stored runs. Only the one that is looked at is told what to show.
class StoredTab : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;

    virtual void setChoice(const ComparisonChoice& choice) = 0; ///< of at least two runs
    virtual void stop() = 0;                                    ///< nothing can be compared, or it is not looked at
    virtual bool isPair() const { return true; }                ///< shows two runs, not all that are chosen
    virtual bool usesTopic() const { return false; }            ///< and the rule
    virtual bool isComputing() const = 0;
};

} // namespace sparsight
