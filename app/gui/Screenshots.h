// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme/Theme.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>
#include <vector>

namespace sparsight {

class MainWindow;

/// Renders every page of the table, in light and dark, to PNG files named page-appearance-scale.png, once its data
/// has been read. Used by ./run screenshots, which sets the scale.
class Screenshots : public QObject {
    Q_OBJECT
public:
    Screenshots(MainWindow& window, Theme& theme, QString folder, std::vector<Appearance> appearances);
    void start();

Q_SIGNALS:
    void finished(bool ok);

private:
    void step();
    bool isQuiet();
    bool prepare();
    void selectNeuron();
    bool shoot();

    MainWindow& m_window;
    Theme& m_theme;
    QString m_folder;
    std::vector<Appearance> m_appearances;
    std::size_t m_next = 0; ///< page × appearance
    bool m_prepared = false;
    bool m_neuronSelected = false;
    QElapsedTimer m_quiet;
    QElapsedTimer m_total;
    QTimer m_timer;
};

} // namespace sparsight
