#pragma once
#include <QScrollArea>
#include <QVector>
#include <functional>

#include "ui/theme/paint.h"

namespace mgc::ui {

/// What a page whose own work is not built yet says: what works today, each with a button that does it, and what will be here.
class PromisePage : public QScrollArea {
    Q_OBJECT
public:
    struct Today {
        QString icon, title, detail;
        QString button;
        std::function<void()> run;
    };

    PromisePage(const QString& title, const QString& subtitle, QWidget* parent);
    /// A card with rows, each with a button.
    void addToday(const QString& heading, const QVector<Today>& rows);
    /// A card with plain rows: what comes.
    void addLater(const QString& heading, const QVector<QPair<QString, QString>>& rows);
    /// Any widget between.
    void addWidget(QWidget* widget, int stretch = 0);
    [[nodiscard]] QWidget* canvas() const { return m_canvas; }

private:
    QWidget* m_canvas;
    class QVBoxLayout* m_column;
};

}  // namespace mgc::ui
