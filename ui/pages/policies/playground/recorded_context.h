#pragma once
#include <QObject>
#include <string>

#include "management/messages.h"
#include "policy/model/catalog.h"
#include "resources/workspace.h"

namespace mgc::ui {

struct PageContext;

/// The context of a recorded request with its variables. A recording holds no variables: they are worked out again, from the
/// set-variable policies that ran, in their order, on what was recorded. Values that depend on the time or on chance are others then;
/// variables that other policies set are missing. At most 200 steps, values up to 4,000 characters. Safe from any thread.
[[nodiscard]] std::string withVariables(std::string context, const management::RequestDetail& detail, const resources::Workspace& workspace,
                                        const policy::Catalog& catalog);

/// Makes a recorded request the one that expressions show their values for; its variables are worked out on another thread.
class RecordedContext : public QObject {
    Q_OBJECT
public:
    RecordedContext(PageContext& context, QObject* parent);
    /// `name`: "request #61". The newest wish wins.
    void show(const management::RequestDetail& detail, const QString& name);

private:
    PageContext& m_context;
    quint64 m_wish = 0;
};

}  // namespace mgc::ui
