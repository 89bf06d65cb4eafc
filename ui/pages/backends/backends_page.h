#pragma once
#include <QScrollArea>
#include <QVector>

#include "management/messages.h"
#include "ui/theme/paint.h"

class QVBoxLayout;

namespace mgc::ui {

class Label;
struct PageContext;

/// One backend: name, pool, calls, share of the last minute as a bar, breaker state with countdown.
class BackendRow : public QWidget {
    Q_OBJECT
public:
    explicit BackendRow(QWidget* parent);
    void setState(const management::BackendState& state);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    management::BackendState m_state;
};

/// Live state of the backends from the metrics stream, grouped by pool, and the simulator's regions. Editing pools comes later.
class BackendsPage : public QScrollArea {
    Q_OBJECT
public:
    BackendsPage(PageContext& context, QWidget* parent);

private:
    void showSnapshot();
    void rebuild();

    PageContext& m_context;
    QVBoxLayout* m_cards;
    QVector<BackendRow*> m_rows;
    QStringList m_shape;  ///< pool and id of each row: rebuilt when it changes
    Label* m_summary;
};

}  // namespace mgc::ui
