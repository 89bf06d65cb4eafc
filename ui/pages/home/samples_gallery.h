#pragma once
#include <QAbstractButton>
#include <QGridLayout>
#include <QVector>

#include "ui/session/samples.h"
#include "ui/theme/paint.h"

class QLineEdit;

namespace mgc::ui {

class Label;
struct PageContext;

/// One sample as a card that is a button: title, a line, its policies, whether it runs without Azure.
class SampleCard : public QAbstractButton {
    Q_OBJECT
public:
    SampleCard(const QString& title, const QString& summary, QVector<paint::ChipSpec> chips, paint::ChipSpec state, QWidget* parent);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_title, m_summary;
    QVector<paint::ChipSpec> m_chips;
    paint::ChipSpec m_state;
};

/// The sample workspaces that come with the program, and ways to bring one's own.
class SamplesGallery : public QWidget {
    Q_OBJECT
public:
    SamplesGallery(PageContext& context, QWidget* parent);

private:
    void fill();
    void open(const Sample& sample);

    PageContext& m_context;
    QVector<Sample> m_samples;
    Label* m_count;
    QLineEdit* m_filter;
    QGridLayout* m_grid;
};

}  // namespace mgc::ui
