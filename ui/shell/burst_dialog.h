#pragma once
#include <QDialog>

class QCheckBox;
class QDoubleSpinBox;
class QSpinBox;

namespace mgc::ui {

class Label;
class SegmentedSwitch;
struct PageContext;

/// A burst with other numbers than the defaults, and what to expect of it.
class BurstDialog : public QDialog {
    Q_OBJECT
public:
    BurstDialog(PageContext& context, QWidget* parent);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* form();
    QWidget* expectation();
    void estimate();
    void start();

    PageContext& m_context;
    QSpinBox *m_total = nullptr, *m_concurrency = nullptr, *m_ramp = nullptr;
    QDoubleSpinBox* m_rate = nullptr;
    SegmentedSwitch* m_pace = nullptr;
    QCheckBox *m_stopOnError = nullptr, *m_stream = nullptr;
    Label *m_sentence = nullptr, *m_answered = nullptr, *m_throttled = nullptr, *m_duration = nullptr;
};

}  // namespace mgc::ui
