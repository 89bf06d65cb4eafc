#pragma once
#include <QElapsedTimer>
#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace mgc::ui {

class LegendRow;
class PanelContent;

/// What an empty panel says: which piece is missing, and one way to get it.
struct PanelEmptyState {
    QString title;   ///< "No token limit in any active policy."
    QString reason;  ///< one muted sentence
    QString action;  ///< text of the button; empty: none
};

/// A card with title, unit, legend row and a menu (Table, Copy CSV, Save PNG) around a chart. The accessible description is the
/// content's summary, renewed at most once a second.
class ChartPanel : public QWidget {
    Q_OBJECT
public:
    ChartPanel(QString title, QString unit, PanelContent* content, QWidget* parent = nullptr);

    [[nodiscard]] QString title() const { return m_title; }
    [[nodiscard]] PanelContent* content() const { return m_content; }
    /// A link left of the menu ("Why?"); empty takes it away.
    void setLink(const QString& text);
    /// Shown instead of the content while that has no data.
    void setEmptyState(const PanelEmptyState& state);
    [[nodiscard]] QString csv() const;

public slots:
    void showTable();
    void copyCsv();
    void savePng();
    /// Takes over new data of the content: legend, empty state, accessible summary.
    void refresh();

signals:
    void linkActivated();
    void emptyActionActivated();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void buildMenu();

    QString m_title;
    QString m_unit;
    PanelContent* m_content;
    LegendRow* m_legend;
    QPushButton* m_link;
    QToolButton* m_menu;
    QWidget* m_empty;
    QLabel* m_emptyTitle;
    QLabel* m_emptyReason;
    QPushButton* m_emptyAction;
    QElapsedTimer m_summaryAge;
    bool m_hovered = false;
};

}  // namespace mgc::ui
