#pragma once
#include <QVector>

#include "ui/widgets/basic/surfaces.h"

class QProgressBar;
class QStackedWidget;

namespace mgc::ui {

class AzureState;
class AzureStep;
class AzureWork;
class Banner;
class Label;
class Stepper;
struct PageContext;

/// Azure step by step: sign in, choose, import, connect, push or deploy, verify, clean up. Each step is a class of its own; all work is
/// that of core/azure, as in the commands of `model-gateway-console azure`. Long work shows progress and can be cancelled.
class AzurePage : public Surface {
    Q_OBJECT
public:
    AzurePage(PageContext& context, QWidget* parent);

signals:
    /// Who is signed in and the service in hand; both "" when nobody is.
    void accountChanged(const QString& account, const QString& service);

private:
    QWidget* workStrip();
    void addStep(int position, AzureStep* step);
    void show(const QString& id);
    void finished(const QString& title, const QString& error);
    void refresh();

    AzureWork* m_work;
    Banner* m_banner;
    AzureState* m_state;
    Stepper* m_stepper;
    QStackedWidget* m_stack;
    QVector<AzureStep*> m_steps;
    QVector<int> m_positions;      ///< of each step in the stepper
    QVector<QString> m_lastShown;  ///< by position: the step that was shown there
    QWidget* m_strip;
    Label* m_doing;
    QProgressBar* m_progress;
};

}  // namespace mgc::ui
