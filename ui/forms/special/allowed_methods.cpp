#include "ui/forms/special/allowed_methods.h"

#include <QCheckBox>
#include <QGridLayout>

#include "policy/xml/decode.h"
#include "policy/xml/edit.h"
#include "ui/widgets/basic/label.h"
#include "ui/widgets/basic/scaled.h"
#include "ui/widgets/basic/surfaces.h"

namespace mgc::ui {

namespace {

using policy::xml::Document;
using policy::xml::NodeId;
using policy::xml::noNode;

constexpr int columns = 3;

NodeId methodNode(const Document& document, NodeId list, const QString& method) {
    for (NodeId id = document.firstChildElement(list); id != noNode; id = document.nextElement(id))
        if (QString::fromStdString(policy::xml::decodeContent(document, id).text()).trimmed().compare(method, Qt::CaseInsensitive) == 0)
            return id;
    return noNode;
}

}  // namespace

AllowedMethods::AllowedMethods(PolicyFile& file, DocumentStore& store, QWidget* parent) : SpecialEditor(file, store, parent) {
    setObjectName(QStringLiteral("allowedMethods"));
    auto* column = plainLayout<QVBoxLayout>(this);
    setSpacing(column, 6);
    column->addWidget(new HairLine(Qt::Horizontal, this));
    column->addWidget(new Label(tr("Allowed methods"), TextRole::DockTitle, ColorRole::Text, this));
    auto* grid = plainLayout<QGridLayout>();
    grid->setHorizontalSpacing(px(12));
    grid->setVerticalSpacing(px(4));
    int place = 0;
    for (const char* method : {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "*"}) {
        auto* box = new QCheckBox(QLatin1String(method), this);
        box->setAccessibleName(*method == '*' ? tr("Allow all methods") : tr("Allow %1").arg(QLatin1String(method)));
        connect(box, &QCheckBox::toggled, this, [this, method](bool on) {
            if (!m_reading) set(QLatin1String(method), on);
        });
        m_boxes << box;
        grid->addWidget(box, place / columns, place % columns);
        ++place;
    }
    column->addLayout(grid);
}

void AllowedMethods::refresh(NodeId node) {
    const Document& document = m_file.document();
    m_place = document.node(node).range.begin;
    const NodeId list = childNamed(document, node, "allowed-methods");
    m_reading = true;
    for (QCheckBox* box : m_boxes) box->setChecked(list != noNode && methodNode(document, list, box->text()) != noNode);
    m_reading = false;
}

void AllowedMethods::set(const QString& method, bool allowed) {
    const Step step = [&](const Document& document, NodeId node) -> Result<policy::xml::Edit> {
        const NodeId list = childNamed(document, node, "allowed-methods");
        const std::string markup = "<method>" + method.toStdString() + "</method>";
        if (list == noNode) {
            // In the order of the schema: behind the origins.
            const NodeId origins = childNamed(document, node, "allowed-origins");
            const NodeId before = origins == noNode ? document.firstChildElement(node) : document.nextElement(origins);
            return policy::xml::insertMarkup(document, node, before, "<allowed-methods>\n    " + markup + "\n</allowed-methods>");
        }
        if (allowed) return policy::xml::insertMarkup(document, list, noNode, markup);
        const NodeId gone = methodNode(document, list, method);
        if (gone == noNode) return fail("MGC1052", tr("The method is not there any more.").toStdString());
        // The last one takes the list with it: an empty one is no valid policy.
        return policy::xml::removeNode(document, document.nextElement(document.firstChildElement(list)) == noNode ? list : gone);
    };
    static_cast<void>(apply({step}, allowed ? tr("Allow %1").arg(method) : tr("Do not allow %1").arg(method)));
}

}  // namespace mgc::ui
