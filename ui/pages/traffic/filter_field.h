#pragma once
#include <QLineEdit>
#include <QStringList>
#include <QVector>

#include "ui/models/traffic_filter.h"

namespace mgc::ui {

/// The filter of the list: finished terms stand as chips before the text. Space after a term or Enter makes a chip of it, Backspace at
/// the beginning turns the last chip back into text, a click on a chip's cross removes it. A term that cannot be understood stays text,
/// turns the field red and is explained in the tool tip.
class FilterField : public QLineEdit {
    Q_OBJECT
public:
    explicit FilterField(QWidget* parent = nullptr);

    void setFilterText(const QString& text);
    /// Chips and text together, as typed.
    [[nodiscard]] QString filterText() const;
    [[nodiscard]] TrafficFilter filter() const { return TrafficFilter::parse(filterText()); }
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void filterChanged();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void takeTerm();
    void arrange();
    [[nodiscard]] QVector<QRect> chipRects() const;

    QStringList m_chips;
};

}  // namespace mgc::ui
