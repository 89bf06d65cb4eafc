#pragma once
#include "ui/forms/special/special_editor.h"

namespace mgc::ui {

class Label;

/// How much of a limit is used now, by key, as the running gateway counts it.
class LimitState : public SpecialEditor {
    Q_OBJECT
public:
    LimitState(PolicyFile& file, DocumentStore& store, QWidget* parent);
    void refresh(policy::xml::NodeId node) override;

private:
    void showLimits();
    QString m_policy;
    QWidget* m_bars;
    Label* m_empty;
};

}  // namespace mgc::ui
