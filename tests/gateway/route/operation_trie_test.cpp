#include "gateway/route/operation_trie.h"

#include <QtTest/qtest.h>

#include "support/suite.h"

using namespace mgc::gateway;

class OperationTrieTest : public QObject {
    Q_OBJECT
private slots:
    void findsTwins() {
        OperationTrie trie;
        QCOMPARE(trie.add("GET", *UrlTemplate::parse("/a/{x}"), 0), OperationTrie::none);
        QCOMPARE(trie.add("GET", *UrlTemplate::parse("/A/{other}"), 1), std::size_t{0});
        QCOMPARE(trie.add("POST", *UrlTemplate::parse("/a/{x}"), 2), OperationTrie::none);
        QCOMPARE(trie.add("GET", *UrlTemplate::parse("/a/{x}?q={q}"), 3), OperationTrie::none);
    }
    void decodesParameters() {
        OperationTrie trie;
        trie.add("GET", *UrlTemplate::parse("/a/{x}?q={q}"), 0);
        OperationTrie::Parameters parameters;
        QCOMPARE(trie.find("get", "/a/one%2Ftwo", "z=1&q=a+b%21", &parameters), std::size_t{0});
        QCOMPARE(parameters, (OperationTrie::Parameters{{"x", "one/two"}, {"q", "a b!"}}));
        QCOMPARE(trie.find("GET", "/a/", "q=1", nullptr), OperationTrie::none);
    }
    void survivesHostilePaths() {
        OperationTrie trie;
        trie.add("GET", *UrlTemplate::parse("/{a}/{b}/{c}/x"), 0);
        trie.add("GET", *UrlTemplate::parse("/a/{b}/{c}/y"), 1);
        std::string path;
        for (int segment = 0; segment < 20'000; ++segment) path += "/a";
        QCOMPARE(trie.find("GET", path, "", nullptr), OperationTrie::none);
        QCOMPARE(trie.find("GET", std::string(100'000, '/'), "", nullptr), OperationTrie::none);
        QCOMPARE(trie.find("GET", "/%/%zz/%00/x", std::string(50'000, '&'), nullptr), std::size_t{0});
    }
};

MGC_TEST_CLASS(OperationTrieTest);
#include "operation_trie_test.moc"
