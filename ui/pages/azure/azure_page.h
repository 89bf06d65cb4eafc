#pragma once
#include <QVector>
#include <memory>

#include "azure/apim/push.h"
#include "ui/widgets/basic/surfaces.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QProgressBar;
class QStackedWidget;

namespace mgc::ui {

class AzureWork;
class Banner;
class Button;
class Label;
class RowButton;
struct PageContext;

/// Azure step by step: sign in, choose, import, push with its diff, undo. Every step says what it calls; long work shows progress and can
/// be cancelled. The commands of `model-gateway-console azure` are the same implementation.
class AzurePage : public Surface {
    Q_OBJECT
public:
    AzurePage(PageContext& context, QWidget* parent);
    ~AzurePage() override;

private:
    QWidget* stepper();
    QWidget* signInStep();
    QWidget* chooseStep();
    QWidget* importStep();
    QWidget* pushStep();
    QWidget* callsCard();
    QWidget* workStrip();

    void signIn();
    void signOut();
    void listServices();
    void importService();
    void compare();
    void push();
    void undo();
    void showStep(int step);
    void showPlan();
    void showDiff(int row);
    void setState(int step, const QString& state, bool done);
    void updateButtons();
    [[nodiscard]] QString folder() const;

    PageContext& m_context;
    AzureWork* m_work;
    Banner* m_banner;
    QStackedWidget* m_steps;
    QVector<RowButton*> m_stepButtons;
    QVector<QString> m_stepTitles;
    QComboBox* m_method = nullptr;
    QLineEdit* m_clientId = nullptr;
    QLineEdit* m_filter = nullptr;
    QListWidget* m_services = nullptr;
    QLineEdit* m_folder = nullptr;
    QListWidget* m_changes = nullptr;
    QPlainTextEdit* m_diff = nullptr;
    QPlainTextEdit* m_calls = nullptr;
    QCheckBox* m_read = nullptr;
    QProgressBar* m_progress = nullptr;
    QWidget* m_strip = nullptr;
    Label* m_doing = nullptr;
    Label* m_imported = nullptr;
    Label* m_planned = nullptr;
    Label* m_code = nullptr;
    Button* m_signIn = nullptr;
    Button* m_signOut = nullptr;
    Button* m_import = nullptr;
    Button* m_compare = nullptr;
    Button* m_push = nullptr;
    Button* m_undo = nullptr;
    std::vector<azure::ServiceRef> m_found;
    std::optional<azure::ServiceRef> m_service;
    std::shared_ptr<azure::Plan> m_plan;
    bool m_signedIn = false;
};

}  // namespace mgc::ui
