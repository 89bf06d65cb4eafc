#pragma once
#include <QTreeWidget>
#include <QVector>

#include "ui/theme/theme_tokens.h"

namespace mgc::ui {

/// Lines with a bar on a common time axis: policies of a request, or its phases. Columns: name, what it did, the bar.
class SpanList : public QTreeWidget {
    Q_OBJECT
public:
    enum class Mark { Done, Skipped, Failed, None };
    struct Span {
        Mark mark = Mark::None;
        QString name, words;
        double startMs = 0, durationMs = 0;
        ColorRole role = ColorRole::LaneInbound;
        QString note;  ///< instead of a bar: "skipped: the policy above ended the request"
        bool strong = false;
    };

    SpanList(const QString& accessibleName, const QString& nameTitle, QWidget* parent = nullptr);
    void setSpans(const QVector<Span>& spans);
    [[nodiscard]] double totalMs() const { return m_totalMs; }
    [[nodiscard]] const QVector<Span>& spans() const { return m_spans; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QVector<Span> m_spans;  ///< at most 500
    double m_totalMs = 0;
};

}  // namespace mgc::ui
