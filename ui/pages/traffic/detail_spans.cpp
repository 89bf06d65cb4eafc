#include "ui/pages/traffic/detail_spans.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>

namespace mgc::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(mgc::ui::DetailSpans)
};

QString text(const std::string& value) { return QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size())); }

ColorRole laneRole(const std::string& section) {
    if (section == "backend") return ColorRole::LaneBackend;
    if (section == "outbound") return ColorRole::LaneOutbound;
    if (section == "on-error") return ColorRole::LaneOnError;
    return ColorRole::LaneInbound;
}

bool ended(const management::StepRecord& step) { return step.outcome == "failed" || step.outcome == "responded"; }

}  // namespace

int stoppedAt(const management::RequestDetail& detail) {
    for (std::size_t i = 0; i < detail.steps.size(); ++i)
        if (ended(detail.steps[i])) return static_cast<int>(i) + 1;
    return 0;
}

QVector<SpanList::Span> policySpans(const management::RequestDetail& detail) {
    QVector<SpanList::Span> spans;
    bool over = false;
    for (const auto& step : detail.steps) {
        SpanList::Span span;
        const bool skipped = step.outcome == "skipped";
        span.mark = skipped ? SpanList::Mark::Skipped : ended(step) ? SpanList::Mark::Failed : SpanList::Mark::Done;
        // `base` alone says nothing: its section and scope do.
        span.name = step.policy == "base" ? Words::tr("%1: base (%2)").arg(text(step.section), text(step.scope)) : text(step.policy);
        span.words = text(step.detail);
        span.startMs = step.startMs;
        span.durationMs = step.durationMs;
        span.role = laneRole(step.section);
        span.strong = ended(step);
        if (skipped) {
            span.startMs = span.durationMs = 0;
            span.note = over ? Words::tr("skipped: a policy above ended the request") : Words::tr("skipped");
        }
        over = over || ended(step);
        spans.push_back(span);
    }
    return spans;
}

QVector<SpanList::Span> timingSpans(const management::RequestDetail& detail) {
    QVector<SpanList::Span> spans;
    for (const char* section : {"inbound", "backend", "outbound", "on-error"}) {
        double from = -1;
        double to = 0;
        int count = 0;
        for (const auto& step : detail.steps) {
            if (step.section != section || step.outcome == "skipped") continue;
            if (from < 0 || step.startMs < from) from = step.startMs;
            to = std::max(to, step.startMs + step.durationMs);
            ++count;
        }
        const bool backend = std::string(section) == "backend";
        if (count > 0 && !(backend && !detail.backendCalls.empty())) {
            SpanList::Span span;
            span.name = Words::tr("%1 policies").arg(QLatin1String(section));
            span.words = count == 1 ? Words::tr("1 policy") : Words::tr("%1 policies ran").arg(count);
            span.startMs = from;
            span.durationMs = to - from;
            span.role = laneRole(section);
            spans.push_back(span);
        }
        if (!backend) continue;
        int number = 0;
        for (const auto& call : detail.backendCalls) {
            ++number;
            SpanList::Span span;
            const QString name = call.backendId.empty() ? Words::tr("backend call %1").arg(number) : text(call.backendId);
            const double first = detail.row.timeToFirstTokenMs;
            const bool split = detail.row.stream && number == static_cast<int>(detail.backendCalls.size()) && first > call.startMs &&
                               first < call.startMs + call.durationMs;
            span.name = name;
            span.words = call.error.empty() ? Words::tr("answered %1").arg(call.response.status) : text(call.error);
            span.mark = call.error.empty() ? SpanList::Mark::None : SpanList::Mark::Failed;
            span.startMs = call.startMs;
            span.durationMs = split ? first - call.startMs : call.durationMs;
            span.role = ColorRole::LaneBackend;
            if (split) span.words = Words::tr("to the first token, answered %1").arg(call.response.status);
            spans.push_back(span);
            if (!split) continue;
            span.name = Words::tr("streaming");
            span.words = Words::tr("%1 tokens in %2 chunks").arg(detail.row.completionTokens).arg(detail.chunks.size());
            span.startMs = first;
            span.durationMs = call.startMs + call.durationMs - first;
            span.role = ColorRole::Chart4;
            spans.push_back(span);
        }
    }
    SpanList::Span whole;
    whole.name = Words::tr("whole request");
    whole.words = Words::tr("policies took %1 ms of it").arg(QLocale().toString(detail.row.policyMs, 'f', 1));
    whole.durationMs = detail.row.totalMs;
    whole.role = ColorRole::Muted;
    spans.push_back(whole);
    return spans;
}

}  // namespace mgc::ui
