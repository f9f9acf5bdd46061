// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/ShortcutsDialog.h"

#include "widgets/theme/Theme.h"

#include <QAction>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <utility>
#include <vector>

namespace sparsight {

namespace {

/// Keys that a widget takes itself, below a heading of their own.
struct ViewKeys {
    const char* keys; ///< portable names, a comma between them; the dialog writes them as this desktop does
    const char* meaning;
};
struct View {
    const char* title;
    std::vector<ViewKeys> keys;
};

const std::vector<View>& views()
{
    static const std::vector<View> all{
        {QT_TRANSLATE_NOOP("sparsight::ShortcutsDialog", "Heatmaps"),
         {{"Left,Right,Up,Down", QT_TRANSLATE_NOOP("sparsight::ShortcutsDialog", "go to the next cell")},
          {"Home,End", QT_TRANSLATE_NOOP("sparsight::ShortcutsDialog", "first and last cell of the row")},
          {"PgUp,PgDown", QT_TRANSLATE_NOOP("sparsight::ShortcutsDialog", "some rows up or down")},
          {"Space", QT_TRANSLATE_NOOP("sparsight::ShortcutsDialog", "choose the cell")},
          {"Return", QT_TRANSLATE_NOOP("sparsight::ShortcutsDialog", "open the neuron's page")},
          {"+,-", QT_TRANSLATE_NOOP("sparsight::ShortcutsDialog", "zoom in and out (also the wheel)")},
          {"0", QT_TRANSLATE_NOOP("sparsight::ShortcutsDialog", "show everything (also a double click)")}}},
        {QT_TRANSLATE_NOOP("sparsight::ShortcutsDialog", "Tables"),
         {{"Ctrl+C", QT_TRANSLATE_NOOP("sparsight::ShortcutsDialog", "copy the chosen rows with headers")},
          {"Return", QT_TRANSLATE_NOOP("sparsight::ShortcutsDialog", "open the row's neuron")},
          {"Shift+click", QT_TRANSLATE_NOOP("sparsight::ShortcutsDialog", "on a title: sort by it as well")},
          {"Ctrl+F", QT_TRANSLATE_NOOP("sparsight::ShortcutsDialog", "search the sentences of a data set")},
          {"F2,Delete", QT_TRANSLATE_NOOP("sparsight::ShortcutsDialog", "change or remove a keyword")}}},
        {QT_TRANSLATE_NOOP("sparsight::ShortcutsDialog", "Layers"),
         {{"Left,Right", QT_TRANSLATE_NOOP("sparsight::ShortcutsDialog", "choose the next layer")}}},
        {QT_TRANSLATE_NOOP("sparsight::ShortcutsDialog", "The sentence"),
         {{"Ctrl+A", QT_TRANSLATE_NOOP("sparsight::ShortcutsDialog", "choose all of it, to write another")},
          {"Ctrl+Z", QT_TRANSLATE_NOOP("sparsight::ShortcutsDialog", "take back what was written")}}},
        {QT_TRANSLATE_NOOP("sparsight::ShortcutsDialog", "A neuron's page and the inspector"),
         {{"Ctrl+Up,Ctrl+Down", QT_TRANSLATE_NOOP("sparsight::ShortcutsDialog", "previous and next neuron")},
          {"Ctrl+C", QT_TRANSLATE_NOOP("sparsight::ShortcutsDialog", "copy the chosen sentences")},
          {"Return", QT_TRANSLATE_NOOP("sparsight::ShortcutsDialog", "go to what is pinned")},
          {"Delete", QT_TRANSLATE_NOOP("sparsight::ShortcutsDialog", "unpin it")}}},
    };
    return all;
}

QString plainText(const QAction* action)
{
    QString text = action->text();
    return text.remove(QLatin1Char('&'));
}

QString keysOf(const QAction* action)
{
    QStringList keys;
    for (const QKeySequence& shortcut : action->shortcuts())
        keys << shortcut.toString(QKeySequence::NativeText);
    return keys.join(QStringLiteral(", "));
}

QString keysOf(const ViewKeys& entry)
{
    QStringList names;
    for (const QString& key : QString::fromLatin1(entry.keys).split(QLatin1Char(','))) {
        if (key == QLatin1String("Shift+click")) {       // no sequence of keys
            static constexpr auto context = "QShortcut"; // Qt's own, as in the other lines
            names << QCoreApplication::translate(context, "Shift") + QLatin1Char('+') + ShortcutsDialog::tr("click");
        } else {
            names << QKeySequence(key).toString(QKeySequence::NativeText);
        }
    }
    return names.join(QStringLiteral(", "));
}

/// Headings, and below each a line a shortcut: what it does, and its keys.
class ShortcutList : public QWidget {
public:
    explicit ShortcutList(QWidget* parent)
        : QWidget(parent)
        , m_grid(new QGridLayout(this))
    {
        m_grid->setContentsMargins(0, 0, 0, 0);
        m_grid->setHorizontalSpacing(24);
        m_grid->setVerticalSpacing(4);
    }
    void addHeading(const QString& text)
    {
        if (m_row > 0) m_grid->setRowMinimumHeight(m_row++, 8);
        m_grid->addWidget(label(text, "heading"), m_row++, 0, 1, 2);
    }
    void add(const QString& meaning, const QString& keys)
    {
        m_grid->addWidget(label(meaning, "body"), m_row, 0);
        m_grid->addWidget(label(keys, "muted"), m_row++, 1);
    }
    void finish() { m_grid->setRowStretch(m_row, 1); }

private:
    QLabel* label(const QString& text, const char* role)
    {
        QLabel* made = roleLabel(text, role, this);
        made->setWordWrap(false); // the dialog is as wide as its lines
        return made;
    }

    QGridLayout* m_grid;
    int m_row = 0;
};

} // namespace

ShortcutsDialog::ShortcutsDialog(const QMenuBar* menus, QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    auto* ofMenus = new ShortcutList(this);
    for (const QAction* menu : menus->actions()) {
        bool first = true;
        for (const QAction* action : menu->menu()->actions()) {
            if (action->shortcuts().isEmpty()) continue;
            if (std::exchange(first, false)) ofMenus->addHeading(plainText(menu));
            ofMenus->add(plainText(action), keysOf(action));
        }
    }
    auto* ofViews = new ShortcutList(this);
    for (const View& view : views()) {
        ofViews->addHeading(tr(view.title));
        for (const ViewKeys& entry : view.keys)
            ofViews->add(tr(entry.meaning), keysOf(entry));
    }
    auto* columns = new QHBoxLayout;
    columns->setSpacing(48);
    for (ShortcutList* list : {ofMenus, ofViews}) {
        list->finish();
        columns->addWidget(list);
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(16);
    layout->addLayout(columns);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
}

} // namespace sparsight
