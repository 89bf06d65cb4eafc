#pragma once
#include <QDialog>
#include <QVector>

#include "ui/client/burst_plan.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QSpinBox;

namespace mgc::ui {

class BurstPreview;
class Button;
class ChoiceBar;
class Label;
class PrefixCombo;
struct PageContext;

/// The burst dialog: what to send, how fast, by whom; beside it what to expect, worked out while one types.
class BurstSetup : public QDialog {
    Q_OBJECT
public:
    BurstSetup(PageContext& context, QWidget* parent);

    [[nodiscard]] BurstPlan plan() const;
    void setTotal(int total);
    void setRate(double perSecond, int rampSeconds);

public slots:
    void accept() override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* buildForm();
    QWidget* buildExpectation();
    QWidget* buildFooter();
    QWidget* buildCallers();
    void addCaller(QWidget* box, const QString& name, const QString& key, const QString& shownKey, int weight);
    void paceChanged();
    void estimate();
    [[nodiscard]] static QVector<QString> mixedPrompts();

    struct Caller {
        QCheckBox* use;
        QSpinBox* weight;
        QString name, key;
    };
    PageContext& m_context;
    PrefixCombo *m_model = nullptr, *m_prompts = nullptr;
    QSpinBox *m_total = nullptr, *m_ramp = nullptr;
    ChoiceBar* m_pace = nullptr;
    QDoubleSpinBox* m_speed = nullptr;
    QVector<Caller> m_callers;
    QCheckBox *m_stopOnError = nullptr, *m_stream = nullptr;
    QLabel* m_sentence = nullptr;
    BurstPreview* m_preview = nullptr;
    Label *m_answered = nullptr, *m_throttled = nullptr, *m_cost = nullptr, *m_runs = nullptr;
    Button* m_start = nullptr;
};

}  // namespace mgc::ui
