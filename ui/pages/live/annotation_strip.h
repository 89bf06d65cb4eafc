#pragma once
#include <QWidget>

#include "ui/models/metrics_history.h"

namespace mgc::ui {

/// Spells the flags of the charts: letter, time, words; the newest that fit. A muted hint stands at the right.
class AnnotationStrip : public QWidget {
    Q_OBJECT
public:
    explicit AnnotationStrip(QWidget* parent = nullptr);
    void setAnnotations(const QVector<ChartAnnotation>& annotations);
    void setHint(const QString& hint);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QVector<ChartAnnotation> m_annotations;
    QString m_hint;
};

}  // namespace mgc::ui
