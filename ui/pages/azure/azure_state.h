#pragma once
#include <QObject>
#include <optional>

#include "azure/apim/service_ref.h"
#include "ui/pages/azure/azure_work.h"
#include "ui/theme/paint.h"

namespace mgc::ui {

class Banner;
struct PageContext;

/// What the steps of the Azure page share: the worker, the choices made so far, the banner.
class AzureState : public QObject {
    Q_OBJECT
public:
    AzureState(PageContext& context, AzureWork& work, Banner& banner, QObject* parent);

    PageContext& context;
    AzureWork& work;

    bool signedIn = false;
    QString account;                         ///< "ana@contoso.com"
    QString subscription, subscriptionName;  ///< id and name
    std::optional<azure::ServiceRef> service;
    QString foundryAccount, foundryProject;  ///< id of the account; name of the project, "" for the account itself
    QString folder;                          ///< workspace folder

    /// To be called after a choice: the steps look at everything again.
    void touch() { emit changed(); }
    /// The files or Azure are not as a plan saw them any more.
    void outdatePlan() { emit planOutdated(); }
    /// Asks the page to show a step.
    void go(const QString& step) { emit stepWanted(step); }
    void tell(paint::Tone tone, const QString& clause, const QString& rest = {});

    /// Runs `job` on the worker; what it returns goes to `then` on this thread.
    template <class T>
    bool run(const QString& title, std::function<Result<T>(azure::Session&, const azure::ProgressHandler&)> job,
             std::function<void(T)> then) {
        using Done = std::function<void()>;
        return work.start(title,
                          [job = std::move(job), then = std::move(then)](azure::Session& session,
                                                                         const azure::ProgressHandler& progress) -> Result<Done> {
                              MGC_TRY_ASSIGN(T value, job(session, progress));
                              return Done([then, value = std::make_shared<T>(std::move(value))] { then(std::move(*value)); });
                          });
    }

signals:
    void changed();
    void planOutdated();
    void stepWanted(const QString& step);

private:
    Banner& m_banner;
};

[[nodiscard]] inline QString text(const std::string& value) { return QString::fromStdString(value); }

}  // namespace mgc::ui
