#pragma once
#include <QString>
#include <vector>

#include "policy/model/catalog.h"
#include "policy/xml/document.h"

namespace mgc::ui {

/// Something that policies name and that can be renamed everywhere at once.
struct NamedThing {
    enum class Kind { None, Variable, NamedValue, Fragment };
    Kind kind = Kind::None;
    QString name;
};

/// What the byte of a document names: a variable (where it is set, or in context.Variables), a {{named value}}, a fragment.
[[nodiscard]] NamedThing namedAt(const policy::xml::Document& document, const policy::Catalog& catalog, std::size_t offset);
/// Where a document names it, in order.
[[nodiscard]] std::vector<policy::xml::Span> placesOf(const NamedThing& thing, const policy::xml::Document& document,
                                                      const policy::Catalog& catalog);

}  // namespace mgc::ui
