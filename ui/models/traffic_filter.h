#pragma once
#include <QString>
#include <QStringList>
#include <QVector>

#include "management/messages.h"

namespace mgc::ui {

/// The filter language of the traffic list: terms separated by spaces, all must hold.
///   status:429  status:4xx  status:400-499      backend:aoai-west (contains; "none" = no backend)
///   api:  op:  model:  key: (subscription)  method:  flag:  reason:  ip:  id:
///   tokens>500  tokens:>10  in>=100  out<5  ttft>200  total>1000 (ms)  policy>2 (ms)  bytes>10000
///   time:10:04:00..10:04:30 (local time of day)
///   -term excludes; "two words" and any other word is looked for in URL, operation, model, backend, notes.
class TrafficFilter {
public:
    struct Term {
        enum class Kind { Word, Text, Number, Time };
        Kind kind = Kind::Word;
        bool negated = false;
        QString field;             ///< canonical: "status", "tokens", ...; empty for a word
        QString value;             ///< text to look for
        char compare = 0;          ///< '<', '>', 'l' (<=), 'g' (>=), '=' or 'r' (low..high)
        double low = 0, high = 0;  ///< of times: seconds since midnight
        QString source;            ///< as typed: what a chip shows
    };

    /// A term that cannot be understood is left out and named in errors().
    [[nodiscard]] static TrafficFilter parse(const QString& text);

    [[nodiscard]] const QVector<Term>& terms() const { return m_terms; }
    [[nodiscard]] const QStringList& errors() const { return m_errors; }
    [[nodiscard]] bool isEmpty() const { return m_terms.isEmpty(); }
    [[nodiscard]] bool accepts(const management::TrafficRow& row) const;
    [[nodiscard]] static QStringList fields();

private:
    QVector<Term> m_terms;
    QStringList m_errors;
};

}  // namespace mgc::ui
