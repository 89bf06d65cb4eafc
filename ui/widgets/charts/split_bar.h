#pragma once
#include <QVector>
#include <QWidget>

#include "ui/theme/theme_tokens.h"

namespace mgc::ui {

/// Progress split by outcome: 12 high, coloured parts from the left, the rest unfilled; counts with words under it.
class SplitBar : public QWidget {
    Q_OBJECT
public:
    struct Part {
        QString name;  ///< "answered"
        qint64 count = 0;
        ColorRole role = ColorRole::Ok;
    };

    explicit SplitBar(QWidget* parent = nullptr);
    /// `total` is the full width; `trailing` stands at the right under the bar ("1,716 of 2,400 sent").
    void setParts(const QVector<Part>& parts, qint64 total, const QString& trailing);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QVector<Part> m_parts;
    qint64 m_total = 0;
    QString m_trailing;
};

}  // namespace mgc::ui
