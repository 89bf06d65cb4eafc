#pragma once
#include <QVector>

#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

class RowButton;
struct PageContext;

/// The checklist of a first visit. A step is done when what it asks for has been seen to happen; done steps are remembered.
class NextStepsCard : public Card {
    Q_OBJECT
public:
    NextStepsCard(PageContext& context, QWidget* parent);

private:
    struct Step {
        QString id, command;
        RowButton* row = nullptr;
    };
    void addStep(const QString& id, const QString& title, const QString& detail, const QString& command);
    void finish(const QString& id, const QString& detail = {});
    void look();
    void count();

    PageContext& m_context;
    QVector<Step> m_steps;
    Label* m_count;
    quint64 m_firstRevision = 0;
};

}  // namespace mgc::ui
