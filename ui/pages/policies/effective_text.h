#pragma once
#include <QString>
#include <string>
#include <vector>

#include "policy/xml/document.h"
#include "ui/documents/document_store.h"

namespace mgc::ui {

/// The policies that a call passes: all scopes of a document joined at <base/>, open documents as they stand in the editor.
struct EffectiveText {
    struct Line {
        int level = -1;  ///< index into levels; -1: a line of the frame
        int line = 0;    ///< in that document, from 1
    };
    struct Level {
        QString scope;  ///< "global", "product", "api", "operation"
        QString file;
    };
    std::string text;
    std::vector<Line> lines;
    std::vector<Level> levels;  ///< innermost first
};

[[nodiscard]] EffectiveText effectiveText(const PolicyFile& file, DocumentStore& store);

}  // namespace mgc::ui
