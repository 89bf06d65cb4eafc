#pragma once
#include <QStringList>
#include <QWidget>

#include "ui/theme/paint.h"

class QMenu;
class QPushButton;

namespace mgc::ui {

class Chip;
class PrefixCombo;
class ChoiceBar;

/// Title, rate of updates, filters, window, Pause, Panels.
class LiveHeader : public QWidget {
    Q_OBJECT
public:
    explicit LiveHeader(QWidget* parent = nullptr);

    void setChip(const paint::ChipSpec& chip);
    /// What can be filtered by; keeps the choice where it still exists.
    void setChoices(const QStringList& apis, const QStringList& keys);
    [[nodiscard]] QString api() const;  ///< empty: all
    [[nodiscard]] QString key() const;
    [[nodiscard]] int window() const;
    void setWindow(int index);
    void setPaused(bool paused);
    [[nodiscard]] QMenu* panelsMenu() const { return m_panels; }
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void filterChanged();
    void windowChosen(int index);
    void pauseToggled();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Chip* m_chip;
    PrefixCombo* m_api;
    PrefixCombo* m_key;
    ChoiceBar* m_window;
    QPushButton* m_pause;
    QMenu* m_panels;
    int m_titleWidth = 0;
};

}  // namespace mgc::ui
