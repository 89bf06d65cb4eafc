#pragma once
#include <QJsonObject>
#include <QVector>
#include <QWidget>
#include <optional>

#include "management/messages.h"

class QStackedWidget;
class QTabBar;

namespace mgc::ui {

class Button;
class CodeView;
class EmptyState;
class MessageTab;
class OverviewTab;
class SpanList;
class StreamTab;
class TokensTab;
class TraceTree;
class WhyBox;
struct PageContext;

/// Everything known of one request: header with actions, and a tab for each kind of data that it has.
class DetailPane : public QWidget {
    Q_OBJECT
public:
    DetailPane(PageContext& context, QWidget* parent = nullptr);

    /// Fetches and shows a request; 0 shows nothing.
    void showRequest(quint64 id);
    [[nodiscard]] quint64 id() const { return m_id; }
    [[nodiscard]] const std::optional<management::RequestDetail>& detail() const { return m_detail; }
    /// "policies", "stream", ...; stays chosen from request to request where they have it.
    void chooseTab(const QString& name);
    [[nodiscard]] QStringList tabs() const;

signals:
    void replayRequested(quint64 id);
    void curlRequested(quint64 id);
    void filterRequested(const QString& filter);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* buildPolicies();
    void addPage(const QString& name, const QString& title, QWidget* page);
    void setDetail(const management::RequestDetail& detail);
    void tabChanged();
    void fetchTrace();
    [[nodiscard]] bool hasTab(const QString& name) const;

    struct Page {
        QString name, title;
        QWidget* widget;
    };
    PageContext& m_context;
    quint64 m_id = 0;
    std::optional<management::RequestDetail> m_detail;
    QString m_chosen;
    QVector<Page> m_pages;
    Button* m_replay;
    Button* m_curl;
    QWidget* m_head = nullptr;
    QTabBar* m_tabs;
    QStackedWidget* m_stack;
    OverviewTab* m_overview;
    MessageTab *m_request, *m_response;
    StreamTab* m_stream;
    TraceTree* m_trace;
    SpanList *m_timing, *m_policies = nullptr;
    WhyBox* m_why = nullptr;
    CodeView* m_answer = nullptr;
    QWidget* m_answerPane = nullptr;
    TokensTab* m_tokens;
    CodeView* m_raw;
    EmptyState* m_waiting;
    QWidget* m_waitingPage = nullptr;
};

}  // namespace mgc::ui
