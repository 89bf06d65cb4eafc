#pragma once
#include <QAbstractButton>
#include <QScrollArea>
#include <QVector>

#include "policy/xml/document.h"
#include "ui/theme/theme.h"

class QHBoxLayout;

namespace mgc::ui {

/// One policy as a card: icon, name, a line made from its attributes; a click shows its place in the XML.
class PolicyCard : public QAbstractButton {
    Q_OBJECT
public:
    PolicyCard(const QString& element, const QString& summary, ColorRole lane, int depth, QWidget* parent);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_element, m_summary;
    ColorRole m_lane;
    int m_depth;
    bool m_base;
};

/// The four sections of a document as lanes, read-only.
class PolicyLanes : public QScrollArea {
    Q_OBJECT
public:
    explicit PolicyLanes(QWidget* parent);
    void setPolicy(const policy::xml::Document& document);

signals:
    void lineChosen(int line);

private:
    void addLane(const policy::xml::Document& document, policy::xml::NodeId section, const QString& title, ColorRole lane, int stretch);

    QWidget* m_ground;
    QHBoxLayout* m_row;
};

/// Icon of a policy element (visual design section 7).
[[nodiscard]] QString policyIcon(const QString& element);

}  // namespace mgc::ui
