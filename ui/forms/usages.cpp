#include "ui/forms/usages.h"

#include <cctype>

namespace mgc::ui {

namespace {

constexpr qsizetype most = 200;

bool isPartOfName(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_'; }

}  // namespace

QString namedBy(const policy::xml::Document& document, policy::xml::NodeId node, const policy::ElementDescriptor* element) {
    if (!element) return {};
    for (const auto& attribute : element->attributes) {
        const bool names = attribute.type == policy::AttributeType::BackendId || attribute.type == policy::AttributeType::FragmentId ||
                           attribute.type == policy::AttributeType::LoggerId ||
                           (element->name == "set-variable" && attribute.name == "name");
        const auto* written = names ? document.attribute(node, attribute.name) : nullptr;
        if (!written || !document.expressions(*written).empty()) continue;
        const auto value = document.slice(written->value);
        return QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size()));
    }
    return {};
}

QVector<Usage> usagesOf(const QString& name, DocumentStore& store) { return usagesIn(workspaceTexts(store), name); }

QVector<Usage> usagesIn(const QVector<WorkspaceText>& texts, const QString& name) {
    QVector<Usage> found;
    if (name.isEmpty()) return found;
    const std::string wanted = name.toStdString();
    for (const WorkspaceText& file : texts) {
        const policy::xml::SourceText source(file.text, file.path.toStdString());
        const std::string_view text = source.text();
        for (auto at = text.find(wanted); at != std::string_view::npos && found.size() < most; at = text.find(wanted, at + wanted.size())) {
            if (at > 0 && isPartOfName(text[at - 1])) continue;
            if (at + wanted.size() < text.size() && isPartOfName(text[at + wanted.size()])) continue;
            const auto line = source.position(at).line;
            const std::size_t begin = source.offset(line, 1);
            const std::string_view words = text.substr(begin, text.find('\n', begin) - begin);
            found.push_back({file.path, QStringLiteral("%1:%2").arg(file.relative).arg(line),
                             QString::fromUtf8(words.data(), static_cast<qsizetype>(words.size())).trimmed(), static_cast<int>(line)});
        }
    }
    return found;
}

}  // namespace mgc::ui
