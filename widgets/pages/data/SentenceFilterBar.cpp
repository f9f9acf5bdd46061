// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/data/SentenceFilterBar.h"

#include "widgets/pages/data/CellText.h"
#include "widgets/theme/ThemeIcon.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QStandardItemModel>
#include <algorithm>
#include <numeric>

namespace sparsight {

namespace {

constexpr std::size_t mostChoices = 1000; // no list that a person scrolls is longer
constexpr int longestName = 60;           // characters

/// The most frequent ones, by name.
std::vector<std::uint32_t> chosenPlaces(const SentenceFacet& facet)
{
    std::vector<std::uint32_t> places(facet.names.size());
    std::iota(places.begin(), places.end(), 0U);
    std::stable_sort(places.begin(), places.end(), [&](auto a, auto b) { return facet.counts[a] > facet.counts[b]; });
    places.resize(std::min(places.size(), mostChoices));
    std::sort(places.begin(), places.end(), [&](auto a, auto b) { return facet.names[a] < facet.names[b]; });
    return places;
}

QString choiceText(const SentenceFacet& facet, std::uint32_t place)
{
    QString name = cellText(facet.names[place]);
    if (name.size() > longestName) name = name.left(longestName) + QStringLiteral("…");
    return QStringLiteral("%1 (%2)").arg(name.isEmpty() ? SentenceFilterBar::tr("none") : name,
                                         QLocale().toString(facet.counts[place]));
}

void fill(QComboBox* choice, const SentenceFacet& facet)
{
    while (choice->count() > 1)
        choice->removeItem(choice->count() - 1);
    for (const std::uint32_t place : chosenPlaces(facet))
        choice->addItem(choiceText(facet, place), place);
    if (facet.names.size() <= mostChoices) return;
    choice->addItem(
        SentenceFilterBar::tr("and %Ln less frequent one(s)", nullptr, int(facet.names.size() - mostChoices)));
    auto* items = qobject_cast<QStandardItemModel*>(choice->model());
    items->item(choice->count() - 1)->setEnabled(false);
}

std::optional<std::uint32_t> placeOf(const QComboBox* choice)
{
    const QVariant place = choice->currentData();
    return place.isValid() ? std::optional(place.toUInt()) : std::nullopt;
}

} // namespace

SentenceFilterBar::SentenceFilterBar(QWidget* parent)
    : QWidget(parent)
    , m_search(new QLineEdit(this))
{
    m_search->setPlaceholderText(tr("Search the sentences"));
    m_search->setToolTip(tr("Every word must occur; \"quoted words\" stand together; a star ends a beginning: light*"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(themeIcon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_search->setAccessibleName(tr("Search the sentences"));
    m_search->setObjectName(QStringLiteral("search"));
    m_label = createChoice(QStringLiteral("labelFilter"), tr("any label"));
    m_group = createChoice(QStringLiteral("groupFilter"), tr("any group"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_search, 1);
    row->addWidget(m_label);
    row->addWidget(m_group);
    m_debounce.setSingleShot(true);
    m_debounce.setInterval(200);
    connect(m_search, &QLineEdit::textChanged, this, [this] { m_debounce.start(); });
    connect(&m_debounce, &QTimer::timeout, this, &SentenceFilterBar::wordsChanged);
}

QComboBox* SentenceFilterBar::createChoice(const QString& objectName, const QString& title)
{
    auto* choice = new QComboBox(this);
    choice->setObjectName(objectName);
    choice->addItem(title);
    choice->setAccessibleName(title);
    choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    choice->setMinimumContentsLength(14);
    choice->setMaxVisibleItems(20);
    connect(choice, &QComboBox::currentIndexChanged, this, &SentenceFilterBar::choicesChanged);
    return choice;
}

void SentenceFilterBar::setDataset(const DatasetInfo* dataset)
{
    for (auto* choice : {m_label, m_group}) {
        const QSignalBlocker quiet(choice);
        choice->setCurrentIndex(0);
        fill(choice, {});
    }
    m_label->setVisible(dataset && dataset->hasLabels);
    m_group->setVisible(dataset && dataset->hasGroups);
}

void SentenceFilterBar::setFacets(const SentenceFacets& facets)
{
    fill(m_label, facets.labels);
    fill(m_group, facets.groups);
}

QString SentenceFilterBar::words() const
{
    return m_search->text().trimmed();
}

std::optional<std::uint32_t> SentenceFilterBar::label() const
{
    return placeOf(m_label);
}

std::optional<std::uint32_t> SentenceFilterBar::group() const
{
    return placeOf(m_group);
}

void SentenceFilterBar::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
}

} // namespace sparsight
