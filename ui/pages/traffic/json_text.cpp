#include "ui/pages/traffic/json_text.h"

#include <QCoreApplication>
#include <QUrl>
#include <nlohmann/json.hpp>

namespace mgc::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(mgc::ui::JsonText)
};

QString text(const std::string& value) { return QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size())); }

QString headerLines(const management::Message& message) {
    QString lines;
    for (const auto& header : message.headers) lines += text(header.name) + QStringLiteral(": ") + text(header.value) + u'\n';
    return lines;
}

QString bodyOf(const management::Message& message, bool pretty) {
    QString body = pretty ? prettyJson(text(message.body)) : text(message.body);
    if (message.bodyTruncated) body += u'\n' + Words::tr("[%1 bytes in all, the rest was not kept]").arg(message.bodyBytes);
    return body;
}

QString shellQuoted(QString value) {
    value.replace(QLatin1String("'"), QLatin1String("'\\''"));
    return u'\'' + value + u'\'';
}

}  // namespace

QString prettyJson(const QString& source) {
    const QByteArray bytes = source.toUtf8();
    const auto first = source.trimmed();
    if (!first.startsWith(u'{') && !first.startsWith(u'[')) return source;
    const auto json = nlohmann::ordered_json::parse(bytes.begin(), bytes.end(), nullptr, false);
    if (json.is_discarded()) return source;
    return text(json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

QString requestText(const management::Message& message, bool pretty) {
    return text(message.method) + u' ' + text(message.url) + QStringLiteral(" HTTP/1.1\n") + headerLines(message) + u'\n' +
           bodyOf(message, pretty);
}

QString responseText(const management::Message& message, bool pretty) {
    return QStringLiteral("HTTP/1.1 %1 %2\n").arg(message.status).arg(text(message.reason)) + headerLines(message) + u'\n' +
           bodyOf(message, pretty);
}

QString curlText(const management::Message& request, const QString& gateway) {
    const QString url = text(request.url);
    const bool absolute = url.startsWith(QLatin1String("http://")) || url.startsWith(QLatin1String("https://"));
    QString line = QStringLiteral("curl -sS -X %1 %2").arg(text(request.method), shellQuoted(absolute ? url : gateway + url));
    for (const auto& header : request.headers) {
        const QString name = text(header.name);
        if (name.compare(QLatin1String("host"), Qt::CaseInsensitive) == 0 ||
            name.compare(QLatin1String("content-length"), Qt::CaseInsensitive) == 0)
            continue;
        const QString value = text(header.value);
        // The engine masks secrets; sending the mask would only give a 401 that explains nothing.
        const bool masked = value.contains(QStringLiteral("•")) || value.contains(QLatin1String("***"));
        const QString variable = QString(name).toUpper().replace(u'-', u'_');
        line += QStringLiteral(" \\\n  -H ") +
                (masked ? u'"' + name + QStringLiteral(": $") + variable + u'"' : shellQuoted(name + QStringLiteral(": ") + value));
    }
    if (!request.body.empty()) line += QStringLiteral(" \\\n  -d ") + shellQuoted(text(request.body));
    return line;
}

}  // namespace mgc::ui
