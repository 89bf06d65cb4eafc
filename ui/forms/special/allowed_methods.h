#pragma once
#include <QVector>

#include "ui/forms/special/special_editor.h"

class QCheckBox;

namespace mgc::ui {

/// The methods that cors allows, as boxes to tick.
class AllowedMethods : public SpecialEditor {
    Q_OBJECT
public:
    AllowedMethods(PolicyFile& file, DocumentStore& store, QWidget* parent);
    void refresh(policy::xml::NodeId node) override;

private:
    void set(const QString& method, bool allowed);
    QVector<QCheckBox*> m_boxes;
    bool m_reading = false;
};

}  // namespace mgc::ui
