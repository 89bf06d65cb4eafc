#pragma once
#include "ui/forms/special/special_editor.h"

namespace mgc::ui {

class Label;

/// When retry would try again: "after 1 s, 3 s, 7 s; 11 s of waiting in all".
class RetrySchedule : public SpecialEditor {
    Q_OBJECT
public:
    RetrySchedule(PolicyFile& file, DocumentStore& store, QWidget* parent);
    void refresh(policy::xml::NodeId node) override;

    /// Waits in seconds; the middle of what is random. At most 50 are listed.
    [[nodiscard]] static QVector<double> waits(int count, double interval, double delta, double maximum, bool firstFast);

private:
    Label* m_words;
};

}  // namespace mgc::ui
