// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

class QComboBox;
class QToolButton;

namespace sparsight {

class FilterTableView;
struct NeuronName;
struct PageContext;

/// Lists of neurons at a table of neurons: narrows it to a list, and gives its rows a menu that pins neurons and puts
/// them into lists. Not there while the project has no lists.
class NeuronListPicker : public QWidget {
    Q_OBJECT
public:
    NeuronListPicker(FilterTableView& table, PageContext& context, QWidget* parent = nullptr);

private:
    void fill();
    void narrow();
    void showMenu(const QPoint& position);
    void showListMenu();
    QString chosen() const; ///< name of the list; empty: all neurons
    std::vector<NeuronName> selectedNeurons() const;

    FilterTableView& m_table;
    PageContext& m_context;
    QComboBox* m_lists;
    QToolButton* m_more;
};

} // namespace sparsight
