#pragma once
#include <QString>
#include <QVector>

#include "azure/apim/text_diff.h"

namespace mgc::ui {

/// A part of a line that differs from its counterpart: first column and length.
struct DiffSpan {
    int start = 0, length = 0;
};

/// A row of a diff as it is drawn. Inline: one text. Side by side: both.
struct DiffRow {
    enum class Kind { Same, Removed, Added, Changed };  ///< Changed: side by side only
    Kind kind = Kind::Same;
    int before = 0, after = 0;  ///< line numbers; 0: none
    QString beforeText, afterText;
    DiffSpan beforeWord, afterWord;
};

/// Removed and added lines that follow each other are counterparts in order; their words are marked.
[[nodiscard]] QVector<DiffRow> inlineRows(const std::vector<azure::DiffLine>& lines);
[[nodiscard]] QVector<DiffRow> sideBySideRows(const std::vector<azure::DiffLine>& lines);
/// What a change of policy XML says, in a sentence: attributes that go from a value to another, policies that come and go. "" for nothing.
[[nodiscard]] QString diffInWords(const std::vector<azure::DiffLine>& lines);

}  // namespace mgc::ui
