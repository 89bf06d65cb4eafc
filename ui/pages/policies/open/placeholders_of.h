#pragma once
#include <QString>
#include <QVector>
#include <string>
#include <vector>

#include "policy/xml/document.h"

namespace mgc::ui {

/// Something that another tool fills in before a published policy runs: "{backend-id}" of the labs, "${x}", or "{{named-value}}".
struct OpenPlaceholder {
    QString text;             ///< as written, braces included
    QString name;             ///< without them
    bool namedValue = false;  ///< "{{name}}": stays in the text, the workspace needs a named value
    QString where;            ///< "set-backend-service backend-id, line 4"
    std::vector<policy::xml::Span> places;
};

/// Every placeholder once, in the order of the document; at most 100.
[[nodiscard]] QVector<OpenPlaceholder> placeholdersOf(const policy::xml::Document& document);
/// A value that runs on the simulator: a backend of the starter for {backend-id}, numbers for limits, a zero id for tenants.
[[nodiscard]] QString simulatedValue(const QString& name, const QString& backend);
/// The text with every placeholder (named values apart) replaced by its value, in their order.
[[nodiscard]] std::string filledIn(const policy::xml::Document& document, const QVector<OpenPlaceholder>& placeholders,
                                   const QStringList& values);

}  // namespace mgc::ui
