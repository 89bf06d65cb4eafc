#pragma once
#include <QObject>
#include <QPointer>

namespace mgc::ui {

class Docks;
class MainWindow;
class PoliciesPage;

/// Brings the policy designer and the docks around it together: the tree and the problems open documents, the palette inserts into
/// the flow in front, a card's form is in the inspector.
class PoliciesWiring : public QObject {
    Q_OBJECT
public:
    PoliciesWiring(MainWindow& window, Docks& docks);

    /// A page was made; one other than the designer is left alone.
    void take(QWidget* page);
    /// The designer, or null while nobody has looked at it.
    [[nodiscard]] PoliciesPage* page() const;

private:
    void open(const QString& path, int line);
    void inspect();

    MainWindow& m_window;
    Docks& m_docks;
    QPointer<PoliciesPage> m_page;
};

}  // namespace mgc::ui
