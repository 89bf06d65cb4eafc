#include "ui/pages/policies/request_line.h"

#include <QLocale>

#include "ui/documents/document_scope.h"
#include "ui/documents/document_store.h"
#include "ui/pages/page.h"
#include "ui/session/prompt_session.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"

namespace mgc::ui {

RequestLine::RequestLine(PageContext& context, QWidget* parent) : Surface(ColorRole::Bg, parent), m_context(context) {
    setEdges(Qt::BottomEdge);
    setFixedHeightScaled(this, 40);
    auto* row = plainLayout<QHBoxLayout>(this);
    setMargins(row, 16, 0, 16, 0);
    setSpacing(row, 10);
    m_method = new Chip({}, this);
    m_address = new Label({}, TextRole::CodeSmall, ColorRole::Text, this);
    m_address->setElide(Qt::ElideMiddle);
    m_last = new Label({}, TextRole::Hint, ColorRole::Muted, this);
    m_status = new Chip({}, this);
    m_time = new Label({}, TextRole::Hint, ColorRole::Muted, this);
    row->addWidget(m_method);
    row->addWidget(m_address, 1);
    row->addWidget(m_last);
    row->addWidget(m_status);
    row->addWidget(m_time);
}

void RequestLine::show(const PolicyFile* file) {
    const auto workspace = m_context.documents.workspace().current();
    const DocumentScope scope = file ? scopeOf(file->path(), workspace.get()) : DocumentScope{};
    const auto* api = workspace && !scope.api.empty() ? workspace->api(scope.api, scope.apimWorkspace) : nullptr;
    const auto* operation = api && !scope.operation.empty() ? resources::Workspace::operation(*api, scope.operation) : nullptr;
    if (operation)
        m_method->setSpec({{}, QString::fromStdString(operation->method), paint::Tone::Accent, true});
    else
        m_method->setSpec({{}, scope.isFragment ? tr("fragment") : api ? tr("all operations") : tr("all requests"), paint::Tone::Neutral});
    QString address = api                ? QLatin1Char('/') + QString::fromStdString(api->path)
                      : scope.isFragment ? tr("wherever it is included")
                                         : QStringLiteral("/*");
    address += operation ? QString::fromStdString(operation->urlTemplate) : api ? QStringLiteral("/*") : QString();
    m_address->setText(address);
    const auto& detail = m_context.prompt.detail();
    const bool mine = detail && (!api || detail->row.apiId == scope.api);
    for (QWidget* widget : {static_cast<QWidget*>(m_status), static_cast<QWidget*>(m_time)}) widget->setVisible(mine);
    m_last->setText(mine ? tr("Last request #%1").arg(detail->row.id) : tr("No request yet. Ctrl+Enter sends one"));
    if (!mine) return;
    const bool ok = detail->row.status < 400;
    m_status->setSpec({ok ? QStringLiteral("checkmark") : QStringLiteral("error_circle"), QString::number(detail->row.status),
                       ok                          ? paint::Tone::Ok
                       : detail->row.status == 429 ? paint::Tone::Warn
                                                   : paint::Tone::Err});
    m_time->setText(tr("policies %1 ms").arg(QLocale().toString(detail->row.policyMs, 'f', 1)));
}

}  // namespace mgc::ui
