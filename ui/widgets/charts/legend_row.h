#pragma once
#include <QWidget>

#include "ui/widgets/charts/panel_content.h"

namespace mgc::ui {

/// The legend of a panel: swatch, muted name, value at the cursor. Entries that do not fit are named in the tooltip.
class LegendRow : public QWidget {
    Q_OBJECT
public:
    explicit LegendRow(QWidget* parent = nullptr);
    void setEntries(const QVector<LegendEntry>& entries, const QString& note);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QVector<LegendEntry> m_entries;
    QString m_note;
};

}  // namespace mgc::ui
