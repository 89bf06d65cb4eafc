#include "ui/forms/policy_icon.h"

namespace mgc::ui {

QString policyIcon(const QString& element) {
    const auto has = [&](const char* part) { return element.contains(QLatin1String(part)); };
    if (element == QLatin1String("base")) return QStringLiteral("arrow_enter_left");
    if (has("semantic-cache")) return QStringLiteral("sparkle");
    if (element.startsWith(QLatin1String("cache"))) return QStringLiteral("history");
    if (has("limit") || has("quota")) return QStringLiteral("gauge");
    if (has("content-safety") || has("authentication") || has("validate") || has("check-header") || has("ip-filter"))
        return QStringLiteral("shield_checkmark");
    if (has("metric") || has("log") || element == QLatin1String("trace")) return QStringLiteral("data_histogram");
    if (element == QLatin1String("choose")) return QStringLiteral("branch_fork");
    if (element == QLatin1String("retry") || element == QLatin1String("wait")) return QStringLiteral("arrow_repeat_all");
    if (element == QLatin1String("forward-request")) return QStringLiteral("arrow_forward");
    if (element == QLatin1String("return-response") || element == QLatin1String("mock-response")) return QStringLiteral("arrow_export_ltr");
    if (element.startsWith(QLatin1String("send"))) return QStringLiteral("send");
    if (element == QLatin1String("set-backend-service")) return QStringLiteral("server");
    if (element == QLatin1String("set-variable")) return QStringLiteral("braces_variable");
    if (element == QLatin1String("include-fragment")) return QStringLiteral("puzzle_piece");
    if (element == QLatin1String("cors") || element == QLatin1String("jsonp") || has("cross-domain")) return QStringLiteral("globe");
    if (element.startsWith(QLatin1String("set-")) || has("rewrite") || has("-to-") || has("replace") || has("redirect"))
        return QStringLiteral("text_bullet_list");
    return QStringLiteral("code");
}

}  // namespace mgc::ui
